using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Sync;

/// <summary>What one inbound turn has found and changed so far; its messages all concern one record of one system.</summary>
internal sealed class InboundWork<T>(Turn turn)
    where T : class, IFlowEntity
{
    public Turn Turn { get; } = turn;

    /// <summary>The record as it was read, or null when it is new.</summary>
    public Stored<T>? Original { get; set; }

    /// <summary>The record as it will be written, or null while there is none.</summary>
    public EntityRecord<T>? Record { get; set; }

    /// <summary>Whether the record was linked to the system by this turn.</summary>
    public bool NewlyLinked { get; set; }

    /// <summary>Whether the record has to be written.</summary>
    public bool Changed { get; set; }

    /// <summary>The updates to park, and where.</summary>
    public List<(MessageAddress Place, InboundUpdate Update)> Parked { get; } = [];

    public List<UpdateDecision> Decisions { get; } = [];
}
