using Tributary.Store;

namespace Tributary.Sync;

/// <summary>An update with the facts of its arrival, which outlive parking and deferring.</summary>
internal readonly record struct Arrival(InboundUpdate Update, StoredMessage Message)
{
    /// <summary>The arrival token of the first arrival: it orders updates of one record however long they waited.</summary>
    public long Token => Update.Token != 0 ? Update.Token : Message.Id;

    /// <summary>When the system said it.</summary>
    public Stamp Stamp => new(Token, Update.Sequence, Update.Timestamp);

    public DateTimeOffset ReceivedAt => Update.ReceivedAt ?? Message.EnqueuedAt;

    /// <summary>The update, to be sent on with the facts of its first arrival.</summary>
    public InboundUpdate Remembered() => Update with { Token = Token, ReceivedAt = ReceivedAt };

    /// <summary>A decision about the update.</summary>
    public UpdateDecision Decide(DateTimeOffset now, DecisionKind kind, string? code, string? reason) => new()
    {
        At = now,
        Entity = Update.Entity,
        // One that is refused for its length is in the dead letter in full.
        Source = Update.Source with { NativeId = SyncNames.Clip(Update.NativeId) },
        MessageId = Update.MessageId,
        CorrelationId = Update.CorrelationId,
        Kind = kind,
        Code = code,
        Reason = reason,
        Latency = now - Message.EnqueuedAt,
    };
}
