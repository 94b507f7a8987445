namespace Tributary.Store;

/// <summary>
/// Everything that one turn changes, applied by <see cref="IFlowStore.CommitAsync"/> as a whole or not at all. A commit is filled by
/// one thread and not touched again once it is handed to the store.
/// </summary>
/// <remarks>
/// A store applies the parts in this order: lease check, document checks and writes, index releases, index checks, index claims, log
/// appends and trims, settlements, requeues, withdrawals, partition releases, sends. The first part that does not hold fails the commit.
/// </remarks>
public sealed class Commit
{
    private List<DocumentWrite>? _documents;
    private List<IndexOperation>? _indexes;
    private List<LogAppend>? _appends;
    private List<LogTrim>? _trims;
    private List<Settlement>? _settlements;
    private List<OutgoingMessage>? _messages;
    private List<MessageAddress>? _releases;
    private List<Withdrawal>? _withdrawals;
    private List<long>? _requeues;
    private List<long>? _purges;

    /// <summary>The lease under which messages are settled; default when none are.</summary>
    public LeaseToken Lease { get; private set; }

    /// <summary>Document writes, deletes and version checks.</summary>
    public IReadOnlyList<DocumentWrite> Documents => _documents ?? (IReadOnlyList<DocumentWrite>)[];

    /// <summary>Claims, releases and checks of unique indexes.</summary>
    public IReadOnlyList<IndexOperation> Indexes => _indexes ?? (IReadOnlyList<IndexOperation>)[];

    /// <summary>Log appends.</summary>
    public IReadOnlyList<LogAppend> Appends => _appends ?? (IReadOnlyList<LogAppend>)[];

    /// <summary>Log trims.</summary>
    public IReadOnlyList<LogTrim> Trims => _trims ?? (IReadOnlyList<LogTrim>)[];

    /// <summary>What becomes of the messages under <see cref="Lease"/>. Messages not named go back unchanged and uncounted.</summary>
    public IReadOnlyList<Settlement> Settlements => _settlements ?? (IReadOnlyList<Settlement>)[];

    /// <summary>Messages sent.</summary>
    public IReadOnlyList<OutgoingMessage> Messages => _messages ?? (IReadOnlyList<OutgoingMessage>)[];

    /// <summary>Partitions whose delayed messages become visible at once.</summary>
    public IReadOnlyList<MessageAddress> Releases => _releases ?? (IReadOnlyList<MessageAddress>)[];

    /// <summary>Waiting messages that are taken back.</summary>
    public IReadOnlyList<Withdrawal> Withdrawals => _withdrawals ?? (IReadOnlyList<Withdrawal>)[];

    /// <summary>Dead letters, by message id, that return to their queue with their attempts and last error forgotten. Unknown ids are ignored.</summary>
    public IReadOnlyList<long> Requeues => _requeues ?? (IReadOnlyList<long>)[];

    /// <summary>Dead letters, by message id, that are forgotten. Unknown ids are ignored.</summary>
    public IReadOnlyList<long> Purges => _purges ?? (IReadOnlyList<long>)[];

    /// <summary>True when nothing was added.</summary>
    public bool IsEmpty => Lease.Value == 0 && _documents is null && _indexes is null && _appends is null && _trims is null
        && _messages is null && _releases is null && _withdrawals is null && _requeues is null && _purges is null;

    /// <summary>Writes a document.</summary>
    /// <param name="key">Which document.</param>
    /// <param name="expectedVersion">The version that was read; 0 when the document must not exist.</param>
    /// <param name="body">The new bytes; they must not change afterwards.</param>
    public Commit Put(DocumentKey key, long expectedVersion, ReadOnlyMemory<byte> body) =>
        Add(ref _documents, new DocumentWrite(DocumentWriteKind.Put, key, expectedVersion, body));

    /// <summary>Deletes a document that must have the expected version.</summary>
    public Commit Delete(DocumentKey key, long expectedVersion) =>
        Add(ref _documents, new DocumentWrite(DocumentWriteKind.Delete, key, expectedVersion, default));

    /// <summary>Requires that a document has the expected version (0: does not exist), without writing it.</summary>
    public Commit Check(DocumentKey key, long expectedVersion) =>
        Add(ref _documents, new DocumentWrite(DocumentWriteKind.Check, key, expectedVersion, default));

    /// <summary>Claims an index key for an owner. Claiming what the owner already holds succeeds.</summary>
    public Commit Claim(IndexKey key, string owner) => Add(ref _indexes, new IndexOperation(IndexOperationKind.Claim, key, owner));

    /// <summary>Releases an index key that the owner holds. A key that nobody holds is no conflict; one of another owner is.</summary>
    public Commit Release(IndexKey key, string owner) => Add(ref _indexes, new IndexOperation(IndexOperationKind.Release, key, owner));

    /// <summary>Requires that an index key is held by <paramref name="owner"/>, or by nobody when it is null.</summary>
    public Commit Check(IndexKey key, string? owner) => Add(ref _indexes, new IndexOperation(IndexOperationKind.Check, key, owner));

    /// <summary>Appends entries to a log.</summary>
    /// <param name="log">The log's name.</param>
    /// <param name="expectedPosition">The position that the first entry must get; null to append at the end, wherever that is.</param>
    /// <param name="entries">The entries, in order.</param>
    public Commit Append(string log, long? expectedPosition, params IReadOnlyList<ReadOnlyMemory<byte>> entries) =>
        Add(ref _appends, new LogAppend(log, expectedPosition, entries));

    /// <summary>Forgets the entries of a log before a position. The positions of the others stay.</summary>
    public Commit Trim(string log, long beforePosition) => Add(ref _trims, new LogTrim(log, beforePosition));

    /// <summary>Names the lease under which this commit settles messages. The lease ends with the commit.</summary>
    public Commit Under(LeaseToken lease)
    {
        Lease = lease;
        return this;
    }

    /// <summary>The message was handled and disappears.</summary>
    public Commit Consume(long messageId) => Add(ref _settlements, new Settlement(messageId, SettlementKind.Consume, default, null, null));

    /// <summary>The message failed and is tried again from <paramref name="visibleFrom"/> on; its attempt counts.</summary>
    public Commit Retry(long messageId, DateTimeOffset visibleFrom, string error) =>
        Add(ref _settlements, new Settlement(messageId, SettlementKind.Retry, visibleFrom, null, error));

    /// <summary>The message is given up and kept as a dead letter.</summary>
    public Commit Kill(long messageId, string reason, string detail) =>
        Add(ref _settlements, new Settlement(messageId, SettlementKind.DeadLetter, default, reason, detail));

    /// <summary>Sends a message.</summary>
    public Commit Send(OutgoingMessage message) => Add(ref _messages, message);

    /// <summary>Makes all delayed messages of a partition visible at once: how an event wakes what waits for it.</summary>
    public Commit Wake(MessageAddress partition) => Add(ref _releases, partition);

    /// <summary>
    /// Takes messages back that still wait in a partition, visible or delayed: how a timer is stopped. What a lease holds is not touched, so
    /// whoever withdraws must expect the message to have been too fast.
    /// </summary>
    /// <param name="partition">Where they wait.</param>
    /// <param name="dedupeId">Only the message with this id; null for all of the partition.</param>
    public Commit Withdraw(MessageAddress partition, string? dedupeId = null) => Add(ref _withdrawals, new Withdrawal(partition, dedupeId));

    /// <summary>Returns a dead letter to its queue.</summary>
    public Commit Requeue(long deadLetterId) => Add(ref _requeues, deadLetterId);

    /// <summary>Forgets a dead letter.</summary>
    public Commit Purge(long deadLetterId) => Add(ref _purges, deadLetterId);

    private Commit Add<T>(ref List<T>? list, T item)
    {
        (list ??= []).Add(item);
        return this;
    }
}
