using System.ComponentModel;

namespace Tributary.Sync;

/// <summary>One aggregation key of one entity instance.</summary>
/// <param name="Path">Which declared key: the member's name, or the names of a composite joined by <c>+</c>.</param>
/// <param name="Value">The normalised value.</param>
public readonly record struct AggregationKey(string Path, string Value);

/// <summary>Gathers the aggregation keys of an instance. A null or blank value, or a composite with a part of that kind, is no key.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class KeyCollector
{
    private readonly List<AggregationKey> _keys = [];

    /// <summary>The keys gathered so far, each once.</summary>
    public IReadOnlyList<AggregationKey> Keys => _keys;

    /// <summary>Forgets all keys, so that the collector can be used again.</summary>
    public void Clear() => _keys.Clear();

    /// <summary>Adds a key.</summary>
    /// <param name="path">Which declared key.</param>
    /// <param name="value">The value as the entity has it.</param>
    /// <param name="exact">Whether white space and case count.</param>
    public void Add(string path, string? value, bool exact = false)
    {
        if (Normalize(value, exact) is { } normalised)
            AddOnce(new(path, normalised));
    }

    /// <summary>Adds a composite key.</summary>
    public void AddComposite(string path, ReadOnlySpan<string?> values, bool exact = false)
    {
        var parts = new string[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (Normalize(values[i], exact) is not { } part)
                return;
            parts[i] = part.Length + ":" + part;
        }

        AddOnce(new(path, string.Concat(parts)));
    }

    private void AddOnce(AggregationKey key)
    {
        if (!_keys.Contains(key))
            _keys.Add(key);
    }

    private static string? Normalize(string? value, bool exact)
    {
        if (string.IsNullOrWhiteSpace(value))
            return null;
        return exact ? value : value.Trim().ToUpperInvariant();
    }
}
