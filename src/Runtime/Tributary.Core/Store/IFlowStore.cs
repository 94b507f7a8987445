namespace Tributary.Store;

/// <summary>
/// The one port to durable state. Everything a pillar keeps goes through <see cref="CommitAsync"/>, atomically; so inbox and outbox
/// are not features on top, they are what a commit is. All members are safe to call from any thread.
/// </summary>
/// <remarks>
/// A message that kills its process each time must not be delivered for ever. A store whose leases are written down counts its attempts
/// anyway. One whose leases live in memory finds out, when it is opened after a crash, which messages were leased; it leases these
/// first, in two halves, so that each further death halves the suspects, and counts the attempts of the last one.
/// </remarks>
public interface IFlowStore : IAsyncDisposable
{
    /// <summary>
    /// Raised, on an arbitrary thread and outside of any lock, when a queue may have gained a partition that can be leased: a message
    /// was sent, became due, or a lease ended. A hint: it may be raised in vain, and never is the only way to find work.
    /// </summary>
    event Action<string>? QueueReady;

    /// <summary>Opens the store: creates it when absent, migrates an older schema, checks its integrity. Called once, before all else.</summary>
    /// <exception cref="FlowStoreException">The store is foreign, newer than this code, damaged, locked, or not accessible.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken = default);

    /// <summary>Applies a commit as a whole, or nothing of it. A refusal is a result, not an exception.</summary>
    /// <returns>The outcome; on return of a success everything is durable to the degree the provider documents.</returns>
    /// <exception cref="FlowStoreException">The medium failed (full disk, lost file). Nothing was applied.</exception>
    ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default);

    /// <summary>Reads a document, or null.</summary>
    ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default);

    /// <summary>Reads the owner of an index key, or null.</summary>
    ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default);

    /// <summary>Reads log entries from a position on, oldest first.</summary>
    ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default);

    /// <summary>The position that the next entry of a log will get.</summary>
    ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default);

    /// <summary>Leases the next ready partition of the given queues with all its visible messages, or returns null when there is none.</summary>
    ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default);

    /// <summary>Prolongs a lease. False when it is no longer held: the worker must drop its turn.</summary>
    ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease back with nothing handled and no attempt counted. False when it is no longer held.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="delay">The partition is not leased again before this time has passed.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default);

    /// <summary>Counts one queue.</summary>
    ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default);

    /// <summary>The names of all queues that hold messages or dead letters, in ordinal order.</summary>
    ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default);

    /// <summary>Lists the documents of a collection in ordinal order of their ids.</summary>
    ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default);

    /// <summary>Lists the entries of an index whose keys start with a prefix, in ordinal order.</summary>
    ValueTask<Page<IndexEntry>> ListIndexAsync(string index, string prefix, string? after, int take, CancellationToken cancellationToken = default);

    /// <summary>Lists the messages of a queue, leased ones included, in order of arrival.</summary>
    ValueTask<Page<StoredMessage>> ListMessagesAsync(string queue, string? after, int take, CancellationToken cancellationToken = default);

    /// <summary>Lists the dead letters of a queue, oldest message first.</summary>
    ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after, int take, CancellationToken cancellationToken = default);
}
