using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Sqlite.Database;
using Tributary.Sqlite.Reading;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite;

/// <summary>
/// The embedded store: everything in one SQLite file, used by one process. Commits of many callers share a transaction; reads run
/// beside it, on the caller's thread. Safe to use from any thread.
/// </summary>
/// <remarks>
/// <para>
/// Durability. A commit that was reported as applied survives the end of the process at any moment, <c>kill -9</c> included, as a
/// whole. Whether it also survives a power loss is <see cref="SqliteStoreOptions.Synchronous"/>. The file itself is never damaged by
/// either. Beside the file lie <c>-wal</c> and <c>-shm</c>, which belong to it: copy or move them together, or while the store is closed.
/// </para>
/// <para>
/// Leases live in memory and end with the process; a small file beside the store (<c>.leases</c>) tells the next process which messages
/// were leased. Attempts are written down with their outcome; one that the end of the process cut short counts when its message was the
/// only one under way. A second process that opens the file is refused; the lock beside it (<c>.lock</c>, and <c>.pid</c> to say who
/// holds it) ends with its process.
/// </para>
/// </remarks>
public sealed class SqliteFlowStore : IFlowStore
{
    private readonly SqliteStoreOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly IReadOnlyList<string> _schema;
    private readonly string _path;
    private readonly Lock _gate = new();
    private Parts? _parts;
    private bool _openedBefore;

    /// <summary>Creates the store. Nothing is touched before it is opened.</summary>
    /// <exception cref="OptionsValidationException">A setting is wrong.</exception>
    public SqliteFlowStore(IOptions<SqliteStoreOptions> options, TimeProvider clock, ILogger<SqliteFlowStore>? logger = null)
        : this(options, clock, logger, Schema.Steps)
    {
    }

    internal SqliteFlowStore(
        IOptions<SqliteStoreOptions> options, TimeProvider clock, ILogger<SqliteFlowStore>? logger, IReadOnlyList<string> schema)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        _options = options.Value;
        var validation = new SqliteStoreOptionsValidator().Validate(null, _options);
        if (validation.Failed)
            throw new OptionsValidationException(Options.DefaultName, typeof(SqliteStoreOptions), validation.Failures);
        _clock = clock;
        _logger = logger ?? NullLogger<SqliteFlowStore>.Instance;
        _schema = schema;
        _path = System.IO.Path.GetFullPath(_options.Path);
    }

    /// <inheritdoc />
    public event Action<string>? QueueReady;

    /// <summary>What the payloads of queued messages take in memory, in bytes.</summary>
    internal long BodyBytes => Open.Board.BodyBytes;

    /// <summary>The full path of the file.</summary>
    internal string Path => _path;

    private Parts Open => Volatile.Read(ref _parts) ?? throw Closed();

    /// <inheritdoc />
    public async ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (_openedBefore)
                throw new InvalidOperationException($"The store '{_path}' was opened before. Open it once; make a new one to open the file again.");
            _openedBefore = true;
        }

        Parts parts;
        try
        {
            parts = await Task.Run(() => Parts.Open(_path, _options, _clock, _logger, _schema), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            // Nothing was left open, so the caller may try again, for example when the other process is gone.
            _openedBefore = false;
            throw;
        }

        parts.Board.QueueReady += queue => QueueReady?.Invoke(queue);
        parts.Start();
        Volatile.Write(ref _parts, parts);
        parts.Board.SignalAll();
    }

    /// <inheritdoc />
    /// <remarks>Once the commit is queued it can no longer be cancelled.</remarks>
    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CommitArguments.Check(commit);
        return new(Open.Writer.Submit(commit) ?? throw Closed());
    }

    /// <inheritdoc />
    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        Read(key, static (reader, key) => reader.Get(key), cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default) =>
        Read(key, static (reader, key) => reader.Lookup(key), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(
        string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEntries);
        return Read((log, fromPosition, maxEntries), static (reader, a) => reader.ReadLog(a.log, a.fromPosition, a.maxEntries), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default) =>
        Read(log, static (reader, log) => reader.GetLogEnd(log), cancellationToken);

    /// <inheritdoc />
    public ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open.Board.TryLease(request));
    }

    /// <inheritdoc />
    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open.Board.Renew(lease, duration));
    }

    /// <inheritdoc />
    public ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open.Board.Abandon(lease, delay));
    }

    /// <inheritdoc />
    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open.Board.Count(queue));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open.Board.ListQueues());
    }

    /// <inheritdoc />
    public ValueTask<Page<Document>> ListDocumentsAsync(
        string collection, string? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        return Read((collection, after, take), static (reader, a) => reader.ListDocuments(a.collection, a.after, a.take), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<Page<IndexEntry>> ListIndexAsync(
        string index, string prefix, string? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        return Read((index, prefix, after, take), static (reader, a) => reader.ListIndex(a.index, a.prefix, a.after, a.take), cancellationToken);
    }

    /// <inheritdoc />
    public ValueTask<Page<StoredMessage>> ListMessagesAsync(
        string queue, string? after, int take, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open.Board.List(queue, after, take));
    }

    /// <inheritdoc />
    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(
        string queue, string? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        var position = Paging.Position(after);
        return Read((queue, position, take), static (reader, a) => reader.ListDeadLetters(a.queue, a.position, a.take), cancellationToken);
    }

    /// <summary>Waits for the commits that are queued, moves everything into the file and closes it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _parts, null) is { } parts)
            await parts.CloseAsync().ConfigureAwait(false);
    }

    private ValueTask<TResult> Read<TArguments, TResult>(
        TArguments arguments, Func<Reader, TArguments, TResult> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Open.Readers.Read(arguments, read));
    }

    private FlowStoreException Closed() => new(
        FlowStoreFault.Closed, $"The store '{_path}' is not open. Call OpenAsync before anything else, and nothing after DisposeAsync.");
}
