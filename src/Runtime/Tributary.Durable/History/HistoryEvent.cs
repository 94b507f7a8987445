namespace Tributary;

/// <summary>One event of a history. Immutable; which members have a value depends on the kind.</summary>
public sealed record HistoryEvent(HistoryEventKind Kind)
{
    /// <summary>The operation that the event is about: operations of an execution are numbered from 0 in the order of their calls.</summary>
    public int Id { get; init; } = -1;

    /// <summary>The name of the activity, orchestration, event, update or patch.</summary>
    public string? Name { get; init; }

    /// <summary>The version of an orchestration.</summary>
    public int Version { get; init; }

    /// <summary>Input, result or content as JSON; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>When a timer is due.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The id of another instance: a child, a detached one, the target of an event; for an update, whom to answer.</summary>
    public string? Instance { get; init; }

    /// <summary>Why something failed.</summary>
    public FailureDetails? Failure { get; init; }

    /// <summary>For a start: what called this instance as its child.</summary>
    public ParentReference? Parent { get; init; }

    /// <summary>For a start after continue-as-new: what was carried over.</summary>
    public CarriedState? Carried { get; init; }

    /// <summary>What an operation was asked for beyond its input, as JSON; empty when nothing was.</summary>
    public ReadOnlyMemory<byte> Options { get; init; }

    /// <summary>The tag that a worker must offer to run an activity, or null.</summary>
    public string? Tag { get; init; }

    /// <summary>The execution that a completion belongs to; 0 for whichever runs.</summary>
    public int Execution { get; init; }
}

/// <summary>The parent of an instance.</summary>
/// <param name="Queue">The queue of the parent.</param>
/// <param name="Instance">The parent's id.</param>
/// <param name="Execution">The parent's execution.</param>
/// <param name="Id">The operation of the parent that waits for the child.</param>
public sealed record ParentReference(string Queue, string Instance, int Execution, int Id);

/// <summary>What one execution hands to the next.</summary>
/// <param name="Events">Events and updates that nobody has consumed, oldest first.</param>
/// <param name="State">The keyed state, as JSON by key.</param>
public sealed record CarriedState(IReadOnlyList<HistoryEvent> Events, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> State);

/// <summary>One turn of a history: what came, and what the code made of it, in the order in which it happened.</summary>
/// <param name="At">The time of the turn, which is all the time the code saw.</param>
/// <param name="Events">The events.</param>
public sealed record HistoryTurn(DateTimeOffset At, IReadOnlyList<HistoryEvent> Events);
