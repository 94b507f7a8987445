namespace Tributary.Store;

/// <summary>A stored document.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Version">
/// The sequence of the commit that wrote it. Versions grow and are never reused, also not after a delete, so a stale writer can
/// never hit a document that was deleted and made anew.
/// </param>
/// <param name="Body">The bytes. The reader must not change them.</param>
public sealed record Document(DocumentKey Key, long Version, ReadOnlyMemory<byte> Body);

/// <summary>One entry of a unique index.</summary>
/// <param name="Key">The claimed key.</param>
/// <param name="Owner">Who holds it.</param>
public readonly record struct IndexEntry(IndexKey Key, string Owner);

/// <summary>One entry of a log.</summary>
/// <param name="Position">Its position; the first entry of a log has position 0, and trimming does not renumber.</param>
/// <param name="Body">The bytes.</param>
public readonly record struct LogEntry(long Position, ReadOnlyMemory<byte> Body);

/// <summary>A message that waits in the store or is held under a lease.</summary>
public sealed record StoredMessage
{
    /// <summary>The arrival token: unique in the store, growing in order of commit.</summary>
    public required long Id { get; init; }

    /// <summary>Where it lies.</summary>
    public required MessageAddress Address { get; init; }

    /// <summary>The payload. Its meaning belongs to the queue.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>When it was committed.</summary>
    public required DateTimeOffset EnqueuedAt { get; init; }

    /// <summary>The time before which no lease contains it.</summary>
    public required DateTimeOffset VisibleFrom { get; init; }

    /// <summary>
    /// How many times it has been leased, this time included. Abandoning a lease takes the count back. An attempt that the death of the
    /// process cut short counts where it is certain that no other message can have caused it; those before a retry always do.
    /// </summary>
    public int Attempts { get; init; }

    /// <summary>The id by which a second copy is recognised, or null.</summary>
    public string? DedupeId { get; init; }

    /// <summary>The W3C trace context of the sender, or null.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What went wrong at the last attempt, or null.</summary>
    public string? LastError { get; init; }
}

/// <summary>A message that was given up on, with its reason. It stays until it is requeued or purged.</summary>
/// <param name="Message">The message as it was.</param>
/// <param name="Reason">A short stable reason, for example <c>RETRIES_EXHAUSTED</c>.</param>
/// <param name="Detail">What happened, for a person; the history of the attempts where there were several.</param>
/// <param name="DiedAt">When it was given up.</param>
public sealed record DeadLetter(StoredMessage Message, string Reason, string Detail, DateTimeOffset DiedAt);

/// <summary>How much lies in one queue.</summary>
/// <param name="Ready">Visible and not leased.</param>
/// <param name="Delayed">Not yet visible.</param>
/// <param name="Leased">Held under a lease.</param>
/// <param name="Dead">Dead letters of this queue.</param>
public readonly record struct QueueCounts(long Ready, long Delayed, long Leased, long Dead)
{
    /// <summary>Everything that still has to be handled.</summary>
    public long Pending => Ready + Delayed + Leased;
}

/// <summary>One page of a longer answer.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The items of this page, in order.</param>
/// <param name="Next">Pass this as <c>after</c> to read on; null when this page is the last.</param>
public readonly record struct Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>What a worker asks for when it leases.</summary>
/// <param name="Queues">The queues it knows. Messages of other queues are neither returned nor locked.</param>
/// <param name="Duration">How long the lease holds unless renewed.</param>
/// <param name="MaxMessages">At most so many messages; the rest of the partition waits for the next lease.</param>
public sealed record LeaseRequest(IReadOnlyList<string> Queues, TimeSpan Duration, int MaxMessages = 256);

/// <summary>The right to handle one partition, with its visible messages in order of arrival.</summary>
/// <param name="Token">The proof that a commit carries.</param>
/// <param name="Address">The leased partition.</param>
/// <param name="Messages">The messages under this lease, oldest first. Messages that arrive later wait for the next one.</param>
/// <param name="ExpiresAt">When another worker may take over.</param>
public sealed record Lease(LeaseToken Token, MessageAddress Address, IReadOnlyList<StoredMessage> Messages, DateTimeOffset ExpiresAt);
