using System.Diagnostics.CodeAnalysis;

namespace Tributary.Store.InMemory;

/// <summary>A dictionary by name that also pages in ordinal order. Not safe for several threads.</summary>
internal sealed class OrderedMap<T>
{
    private readonly Dictionary<string, T> _items = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads an item.</summary>
    public bool TryGet(string name, [MaybeNullWhen(false)] out T item) => _items.TryGetValue(name, out item);

    /// <summary>Writes an item.</summary>
    public void Set(string name, T item)
    {
        if (_items.TryAdd(name, item))
            _names.Add(name);
        else
            _items[name] = item;
    }

    /// <summary>Removes an item.</summary>
    public void Remove(string name)
    {
        if (_items.Remove(name))
            _names.Remove(name);
    }

    /// <summary>Up to <paramref name="take"/> items whose names follow <paramref name="after"/> and start with a prefix, in order.</summary>
    public List<KeyValuePair<string, T>> Range(string prefix, string? after, int take)
    {
        List<KeyValuePair<string, T>> range = [];
        var from = after is not null && string.CompareOrdinal(after, prefix) >= 0 ? after : prefix;
        if (_names.Max is not { } last || string.CompareOrdinal(from, last) > 0)
            return range;

        foreach (var name in _names.GetViewBetween(from, last))
        {
            if (range.Count == take || !name.StartsWith(prefix, StringComparison.Ordinal))
                break;
            if (!string.Equals(name, after, StringComparison.Ordinal))
                range.Add(new(name, _items[name]));
        }

        return range;
    }
}
