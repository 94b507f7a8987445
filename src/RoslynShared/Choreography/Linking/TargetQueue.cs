using System.Diagnostics.CodeAnalysis;

namespace Tributary.Roslyn.Choreography;

/// <summary>The recursive procedures that calls were left to, each once, in the order in which they were met.</summary>
internal sealed class TargetQueue
{
    private readonly HashSet<Instance> _met = [];
    private readonly Queue<Instance> _open = [];

    /// <summary>Remembers a procedure.</summary>
    public void Add(Instance instance)
    {
        if (_met.Add(instance))
            _open.Enqueue(instance);
    }

    /// <summary>The next one that was not linked yet.</summary>
    public bool TryNext([NotNullWhen(true)] out Instance? instance)
    {
        instance = _open.Count > 0 ? _open.Dequeue() : null;
        return instance is not null;
    }
}
