using Tributary.Orchestrations;

namespace Tributary;

/// <summary>Values of an instance by key. They are part of its replayed state and are carried over when it continues as new.</summary>
public sealed class StateMap
{
    private readonly Execution _execution;
    private readonly SortedDictionary<string, ReadOnlyMemory<byte>> _values = new(StringComparer.Ordinal);

    internal StateMap(Execution execution) => _execution = execution;

    /// <summary>The value of a key, or <paramref name="otherwise"/> when there is none.</summary>
    /// <typeparam name="T">A type marked with <see cref="DurableStateAttribute"/>, or a simple one such as <see cref="int"/>.</typeparam>
    public T Get<T>(string key, T otherwise)
    {
        _execution.EnsureCurrent();
        return _values.TryGetValue(key, out var value) ? _execution.Settings.Values.Find<T>().Codec.Decode(value.Span) : otherwise;
    }

    /// <summary>Sets the value of a key. A copy is kept: later changes of the object are not seen.</summary>
    public void Set<T>(string key, T value)
    {
        _execution.EnsureCurrent();
        _values[key] = _execution.Settings.Values.Find<T>().Codec.Encode(value);
    }

    /// <summary>Removes a key. False when there was none.</summary>
    public bool Remove(string key)
    {
        _execution.EnsureCurrent();
        return _values.Remove(key);
    }

    internal void Restore(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> values)
    {
        foreach (var (key, value) in values)
            _values[key] = value;
    }

    internal IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Snapshot() => new Dictionary<string, ReadOnlyMemory<byte>>(_values, StringComparer.Ordinal);
}
