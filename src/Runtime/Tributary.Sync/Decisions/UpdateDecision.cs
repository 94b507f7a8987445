namespace Tributary;

/// <summary>What became of one update.</summary>
public enum DecisionKind
{
    /// <summary>Accepted as it was proposed.</summary>
    Accepted,

    /// <summary>Accepted after the handler changed fields.</summary>
    PartiallyAccepted,

    /// <summary>Accepted, and nothing differed: no new version, nothing pushed.</summary>
    NoChange,

    /// <summary>
    /// Rejected by the handler, or overtaken by something newer; or refused with one of the codes of <see cref="DecisionCodes"/> that say
    /// so, and then kept with its payload as a dead letter.
    /// </summary>
    Dropped,

    /// <summary>To be tried again later.</summary>
    Deferred,

    /// <summary>Waits for something that is missing.</summary>
    Parked,

    /// <summary>A push coming back from the system it went to.</summary>
    Echo,

    /// <summary>Two facts contradict each other and no rule decides.</summary>
    Conflict,
}

/// <summary>One decision about one update. It is an entry of the decision log and an observable event.</summary>
public sealed record UpdateDecision
{
    /// <summary>Where it stands in the decision log; -1 for a decision that did not come from there.</summary>
    public long Position { get; init; } = -1;

    /// <summary>When it was made.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The entity's name.</summary>
    public required string Entity { get; init; }

    /// <summary>The canonical id, or null when none was found or made.</summary>
    public string? CanonicalId { get; init; }

    /// <summary>The version of the canonical after the decision; 0 when there is none.</summary>
    public long Version { get; init; }

    /// <summary>Where the update came from.</summary>
    public required UpdateSource Source { get; init; }

    /// <summary>The id of the update's message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Ties together everything that one event set off.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>What was decided.</summary>
    public required DecisionKind Kind { get; init; }

    /// <summary>A short stable code for decisions that the framework made itself, for example <c>PARENT_NOT_FOUND</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Why, for a person.</summary>
    public string? Reason { get; init; }

    /// <summary>The fields that the source changed.</summary>
    public IReadOnlyList<string> ChangedFields { get; init; } = [];

    /// <summary>The fields that the handler changed.</summary>
    public IReadOnlyList<string> ModifiedFields { get; init; } = [];

    /// <summary>The canonical as it was proposed to the handler, as JSON.</summary>
    public ReadOnlyMemory<byte> Proposed { get; init; }

    /// <summary>The canonical as it was accepted, as JSON; empty when nothing was.</summary>
    public ReadOnlyMemory<byte> Accepted { get; init; }

    /// <summary>From the arrival of the update to the decision.</summary>
    public TimeSpan Latency { get; init; }
}

/// <summary>The codes of decisions that the framework makes itself.</summary>
public static class DecisionCodes
{
    /// <summary>The record has no aggregation key and is not linked, so it cannot be recognised.</summary>
    public const string NoKeys = "NO_KEYS";

    /// <summary>A parent is not known yet.</summary>
    public const string ParentNotFound = "PARENT_NOT_FOUND";

    /// <summary>Keys of one record belong to several entities.</summary>
    public const string Collision = "COLLISION";

    /// <summary>The system itself has said something newer.</summary>
    public const string Stale = "STALE";

    /// <summary>A newer update of the same record was applied while this one waited.</summary>
    public const string Superseded = "SUPERSEDED";

    /// <summary>The system does not keep what it is told, however often.</summary>
    public const string CorrectionLoop = "CORRECTION_LOOP";

    /// <summary>The id that a handler gave to a new record belongs to another entity.</summary>
    public const string IdTaken = "ID_TAKEN";

    /// <summary>The record's own id, or that of a parent, cannot be used. Refused: the update is a dead letter of its inbound queue.</summary>
    public const string InvalidId = "INVALID_ID";

    /// <summary>An aggregation key cannot be used. Refused: the update is a dead letter of its inbound queue.</summary>
    public const string InvalidKey = "INVALID_KEY";

    /// <summary>
    /// The native model cannot be decoded. Refused: the update is a dead letter of its inbound queue. A message that is no update at all
    /// becomes a dead letter of the same reason without a decision, because nobody knows whose it is.
    /// </summary>
    public const string Undecodable = "UNDECODABLE";

    /// <summary>The handler has deferred the update too often. Refused: the update is a dead letter of its inbound queue.</summary>
    public const string DeferredTooOften = "DEFERRED_TOO_OFTEN";

    /// <summary>
    /// What the update waited for did not come in time. Refused: the update is a dead letter of the queue of parked updates, whose reason
    /// is why it was parked.
    /// </summary>
    public const string Expired = "EXPIRED";
}
