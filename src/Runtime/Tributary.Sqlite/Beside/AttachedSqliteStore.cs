using System.IO.Pipes;
using System.Text.Json;
using Tributary.Sqlite.Database;
using Tributary.Sqlite.Reading;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Beside;

/// <summary>
/// A store that another process may hold, for tools: reads run on the file itself, beside that process, and a commit is made by that
/// process. Nothing is leased here, so messages cannot be handled or looked at. Safe to use from any thread.
/// </summary>
internal sealed class AttachedSqliteStore : IFlowStore
{
    private static readonly TimeSpan s_busy = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_connect = TimeSpan.FromSeconds(3);

    private readonly string _path;
    private readonly ReaderPool _readers;

    /// <summary>Creates the store. Nothing is touched before it is opened.</summary>
    public AttachedSqliteStore(string path)
    {
        _path = Path.GetFullPath(path);
        _readers = new ReaderPool(_path, s_busy);
    }

    /// <inheritdoc />
    public event Action<string>? QueueReady
    {
        add { }
        remove { }
    }

    /// <inheritdoc />
    public ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        SQLitePCL.Batteries_V2.Init();
        StoreFile.CheckReadable(_path, s_busy);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    /// <exception cref="FlowStoreException">No process that holds the store could be reached, or it did not answer.</exception>
    public async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        CommitArguments.Check(commit);
        var question = JsonSerializer.SerializeToUtf8Bytes(RemoteCommit.From(commit), RemoteJson.Default.RemoteCommit);
        using var pipe = CommitPipe.Connect(CommitPipe.NameOf(_path));
        await ConnectAsync(pipe, cancellationToken).ConfigureAwait(false);
        byte[] answer;
        try
        {
            await CommitPipe.WriteAsync(pipe, question, cancellationToken).ConfigureAwait(false);
            answer = await CommitPipe.ReadAsync(pipe, cancellationToken).ConfigureAwait(false);
        }
        catch (IOException inner)
        {
            throw new FlowStoreException(FlowStoreFault.Medium,
                $"{LockFile.HolderOf(_path)} ended before it answered. The change to '{_path}' was applied as a whole or not at all: look which, and try again.", inner);
        }

        return (JsonSerializer.Deserialize(answer, RemoteJson.Default.RemoteAnswer)
            ?? throw new FlowStoreException(FlowStoreFault.Foreign, $"{LockFile.HolderOf(_path)} gave no answer.")).ToResult();
    }

    /// <inheritdoc />
    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) =>
        Read(key, static (reader, key) => reader.Get(key), cancellationToken);

    /// <inheritdoc />
    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default) =>
        Read(key, static (reader, key) => reader.Lookup(key), cancellationToken);

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default) =>
        Read((log, fromPosition, maxEntries), static (reader, a) => reader.ReadLog(a.log, a.fromPosition, a.maxEntries), cancellationToken);

    /// <inheritdoc />
    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default) =>
        Read(log, static (reader, log) => reader.GetLogEnd(log), cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default) =>
        Read((collection, after, take), static (reader, a) => reader.ListDocuments(a.collection, a.after, a.take), cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<IndexEntry>> ListIndexAsync(string index, string prefix, string? after, int take, CancellationToken cancellationToken = default) =>
        Read((index, prefix, after, take), static (reader, a) => reader.ListIndex(a.index, a.prefix, a.after, a.take), cancellationToken);

    /// <inheritdoc />
    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        Read((queue, after, take), static (reader, a) => reader.ListDeadLetters(a.queue, Paging.Position(a.after), a.take), cancellationToken);

    /// <inheritdoc />
    public ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default) => throw NotHere();

    /// <inheritdoc />
    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default) => throw NotHere();

    /// <inheritdoc />
    public ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default) => throw NotHere();

    /// <inheritdoc />
    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default) => throw NotHere();

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default) => throw NotHere();

    /// <inheritdoc />
    public ValueTask<Page<StoredMessage>> ListMessagesAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) => throw NotHere();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _readers.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask ConnectAsync(NamedPipeClientStream pipe, CancellationToken cancellationToken)
    {
        try
        {
            await pipe.ConnectAsync(s_connect, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception inner) when (inner is TimeoutException or IOException or UnauthorizedAccessException)
        {
            throw new FlowStoreException(FlowStoreFault.Locked,
                $"The store '{_path}' is in use by {LockFile.HolderOf(_path)}, which cannot be reached from here. Call from the same machine, as the same user, "
                + "with the same folder for temporary files and the same path of the store; or stop that process and try again.", inner);
        }
    }

    private ValueTask<TResult> Read<TArguments, TResult>(TArguments arguments, Func<Reader, TArguments, TResult> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(_readers.Read(arguments, read));
    }

    private static NotSupportedException NotHere() => new("Messages lie in the hands of the process that holds the store, and can only be handled and counted there.");
}
