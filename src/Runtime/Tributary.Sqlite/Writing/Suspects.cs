using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Writing;

/// <summary>Finds the messages of suspicions among those of a just opened file.</summary>
internal sealed class Suspects
{
    private readonly Dictionary<long, Suspicion> _byFirst = [];
    private readonly Dictionary<MessageAddress, Suspicion> _byPartition = [];

    /// <summary>Notes whom to look for.</summary>
    public Suspects(IReadOnlyList<Suspicion> suspicions)
    {
        foreach (var suspicion in suspicions)
            _byFirst[suspicion.FirstId] = suspicion;
    }

    /// <summary>The deaths of a message that is a suspect; null when it is none. Asked for all messages in order of arrival.</summary>
    public int? DeathsOf(MessageAddress address, long id)
    {
        if (_byFirst.Count == 0)
            return null;

        // Where the first message is gone, the commit of its lease was applied, and the others were not handled.
        if (_byFirst.TryGetValue(id, out var suspicion))
            _byPartition[address] = suspicion;
        return _byPartition.TryGetValue(address, out suspicion) && id <= suspicion.LastId ? suspicion.Deaths : null;
    }
}
