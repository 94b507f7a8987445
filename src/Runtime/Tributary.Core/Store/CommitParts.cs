namespace Tributary.Store;

/// <summary>What a commit does to a document.</summary>
public enum DocumentWriteKind
{
    /// <summary>Create or replace.</summary>
    Put,

    /// <summary>Remove.</summary>
    Delete,

    /// <summary>Only require the version.</summary>
    Check,
}

/// <summary>What a commit does to an index key.</summary>
public enum IndexOperationKind
{
    /// <summary>Take it; fails when another owner holds it.</summary>
    Claim,

    /// <summary>Give it back; fails when another owner holds it.</summary>
    Release,

    /// <summary>Only require its owner.</summary>
    Check,
}

/// <summary>What becomes of a leased message.</summary>
public enum SettlementKind
{
    /// <summary>Handled.</summary>
    Consume,

    /// <summary>Failed, try again later.</summary>
    Retry,

    /// <summary>Failed for good.</summary>
    DeadLetter,
}

/// <summary>One document part of a commit.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">To which document.</param>
/// <param name="ExpectedVersion">The version it must have; 0 for absent.</param>
/// <param name="Body">The new bytes of a put.</param>
public readonly record struct DocumentWrite(DocumentWriteKind Kind, DocumentKey Key, long ExpectedVersion, ReadOnlyMemory<byte> Body);

/// <summary>One index part of a commit.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Key">To which key.</param>
/// <param name="Owner">For whom; null only for a check that nobody holds it.</param>
public readonly record struct IndexOperation(IndexOperationKind Kind, IndexKey Key, string? Owner);

/// <summary>Entries appended to a log.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="ExpectedPosition">The position the first entry must get, or null for the end.</param>
/// <param name="Entries">The entries.</param>
public readonly record struct LogAppend(string Log, long? ExpectedPosition, IReadOnlyList<ReadOnlyMemory<byte>> Entries);

/// <summary>Entries forgotten.</summary>
/// <param name="Log">The log's name.</param>
/// <param name="BeforePosition">The first position that stays.</param>
public readonly record struct LogTrim(string Log, long BeforePosition);

/// <summary>The fate of one leased message.</summary>
/// <param name="MessageId">Which message.</param>
/// <param name="Kind">What becomes of it.</param>
/// <param name="VisibleFrom">For a retry: not before then.</param>
/// <param name="Reason">For a dead letter: the short reason.</param>
/// <param name="Detail">For a retry or a dead letter: what happened.</param>
public readonly record struct Settlement(long MessageId, SettlementKind Kind, DateTimeOffset VisibleFrom, string? Reason, string? Detail);

/// <summary>Messages taken back.</summary>
/// <param name="Partition">Where they wait.</param>
/// <param name="DedupeId">The id of the message, or null for all of the partition.</param>
public readonly record struct Withdrawal(MessageAddress Partition, string? DedupeId);

/// <summary>A message to be sent.</summary>
/// <param name="Address">Where to.</param>
/// <param name="Body">The payload; it must not change afterwards.</param>
public sealed record OutgoingMessage(MessageAddress Address, ReadOnlyMemory<byte> Body)
{
    /// <summary>Not visible before this time; null for at once. A timer is a message with this set.</summary>
    public DateTimeOffset? VisibleFrom { get; init; }

    /// <summary>
    /// When set, a message of the same queue with the same id that was sent before, handled or not, makes this send a no-op. The
    /// store remembers ids for its retention time.
    /// </summary>
    public string? DedupeId { get; init; }

    /// <summary>The W3C trace context to hand on.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>Why a commit was refused.</summary>
public enum ConflictKind
{
    /// <summary>It was not refused.</summary>
    None,

    /// <summary>A document has another version.</summary>
    Document,

    /// <summary>An index key has another owner.</summary>
    Index,

    /// <summary>A log's end is elsewhere.</summary>
    Log,

    /// <summary>The lease expired or was taken over: the turn must be dropped, not repeated.</summary>
    Lease,
}

/// <summary>The outcome of a commit. A refused commit changed nothing.</summary>
public readonly record struct CommitResult
{
    /// <summary>True when everything was applied.</summary>
    public bool Succeeded => Conflict == ConflictKind.None;

    /// <summary>The commit's sequence, which is the version of each document it wrote.</summary>
    public long Sequence { get; init; }

    /// <summary>How many sends were recognised as repeated and left out.</summary>
    public int Duplicates { get; init; }

    /// <summary>Why it was refused.</summary>
    public ConflictKind Conflict { get; init; }

    /// <summary>Which document, key, log or lease refused it.</summary>
    public string? Subject { get; init; }

    /// <summary>For an index conflict, who holds the key (null: nobody).</summary>
    public string? Owner { get; init; }

    /// <summary>A success.</summary>
    public static CommitResult Applied(long sequence, int duplicates = 0) => new() { Sequence = sequence, Duplicates = duplicates };

    /// <summary>A refusal.</summary>
    public static CommitResult Refused(ConflictKind kind, string subject, string? owner = null) =>
        new() { Conflict = kind, Subject = subject, Owner = owner };
}
