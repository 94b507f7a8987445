namespace Tributary.Dispatch;

/// <summary>Connects a queue with the handler of its turns.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Handler">The handler.</param>
public sealed record QueueBinding(string Queue, ITurnHandler Handler)
{
    /// <summary>How many partitions of this queue are handled at the same time. Queues do not share this, so a slow one starves no other.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>At most so many messages per turn.</summary>
    public int MaxMessagesPerTurn { get; init; } = 256;

    /// <summary>How long a lease holds; renewed while the turn runs.</summary>
    public TimeSpan LeaseDuration { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The gate that senders of this queue enter; the dispatcher releases it as messages leave the queue. Null for none.</summary>
    public QueueGate? Gate { get; init; }

    /// <summary>What happens to messages whose turn throws.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Default;
}
