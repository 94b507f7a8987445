using System.Diagnostics.CodeAnalysis;

namespace Tributary.Sync;

/// <summary>A bounded map that forgets what was not used for longest. Safe to call from any thread.</summary>
internal sealed class LruCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _nodes = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();
    private readonly Lock _gate = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (!_nodes.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            Touch(node);
            value = node.Value.Value;
            return true;
        }
    }

    /// <summary>Stores a value; where one is there already, only if <paramref name="replaces"/> allows it.</summary>
    public void Set(TKey key, TValue value, Func<TValue, TValue, bool>? replaces = null)
    {
        lock (_gate)
        {
            if (_nodes.TryGetValue(key, out var node))
            {
                if (replaces is not null && !replaces(node.Value.Value, value))
                    return;
                node.Value = (key, value);
                Touch(node);
                return;
            }

            if (_nodes.Count >= capacity && _order.Last is { } oldest)
            {
                _order.RemoveLast();
                _nodes.Remove(oldest.Value.Key);
            }

            _nodes[key] = _order.AddFirst((key, value));
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            if (_nodes.Remove(key, out var node))
                _order.Remove(node);
        }
    }

    private void Touch(LinkedListNode<(TKey Key, TValue Value)> node)
    {
        if (node == _order.First)
            return;
        _order.Remove(node);
        _order.AddFirst(node);
    }
}
