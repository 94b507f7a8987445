namespace Tributary.Orchestrations;

/// <summary>
/// Instances that are kept in memory between their turns, the most recently used ones. A turn takes its instance out and puts it back
/// when its commit has succeeded; so what is in here always is as the store has it, or was overtaken, which the next commit finds.
/// Safe to use from any thread.
/// </summary>
internal sealed class WarmInstances(int capacity)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, LinkedListNode<LiveInstance>> _byId = new(StringComparer.Ordinal);
    private readonly LinkedList<LiveInstance> _byUse = new();

    public LiveInstance? Take(string id)
    {
        lock (_gate)
        {
            if (!_byId.Remove(id, out var node))
                return null;
            _byUse.Remove(node);
            return node.Value;
        }
    }

    public void Put(LiveInstance instance)
    {
        if (capacity == 0)
            return;
        lock (_gate)
        {
            if (_byId.Remove(instance.Info.Id, out var other))
                _byUse.Remove(other);
            _byId.Add(instance.Info.Id, _byUse.AddFirst(instance));
            if (_byUse.Count <= capacity)
                return;
            _byId.Remove(_byUse.Last!.Value.Info.Id);
            _byUse.RemoveLast();
        }
    }
}
