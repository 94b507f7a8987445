using System.IO.Pipes;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Beside;

/// <summary>
/// Takes commits of other processes of the same user, such as the command-line tool, and hands them to the writer, one after the other. A
/// commit says which versions it has read, so one that comes too late is refused like any other.
/// </summary>
internal sealed class CommitListener : IAsyncDisposable
{
    // So long a client that has connected may take to ask; it has its question ready before it connects.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource _stopping = new();
    private readonly string _path;
    private readonly Func<Commit, Task<CommitResult>?> _submit;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private Task _running = Task.CompletedTask;

    /// <summary>Creates the listener of a store.</summary>
    /// <param name="path">The full path of the file.</param>
    /// <param name="submit">Queues a commit; null when the store is closing.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">Where it says what went wrong.</param>
    public CommitListener(string path, Func<Commit, Task<CommitResult>?> submit, TimeProvider clock, ILogger logger)
    {
        _path = path;
        _submit = submit;
        _clock = clock;
        _logger = logger;
    }

    /// <summary>Begins to listen. Where the system offers no pipe, the store works without.</summary>
    public void Start()
    {
        try
        {
            // The first pipe is made here, so that a store that is open can be reached.
            var first = CommitPipe.Serve(CommitPipe.NameOf(_path));
            _running = Task.Run(() => ListenAsync(first));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            Log.NotListening(_logger, _path, e);
        }
    }

    /// <summary>Stops listening; a question that is being answered is answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task ListenAsync(NamedPipeServerStream first)
    {
        var pipe = first;
        try
        {
            while (true)
            {
                await pipe.WaitForConnectionAsync(_stopping.Token).ConfigureAwait(false);
                var connected = pipe;
                // The next one exists before this one is gone, so that a client always finds somebody.
                pipe = CommitPipe.Serve(CommitPipe.NameOf(_path));
                await using (connected.ConfigureAwait(false))
                    await AnswerAsync(connected).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The store is being closed.
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Log.NotListening(_logger, _path, e);
        }
        finally
        {
            await pipe.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async ValueTask AnswerAsync(NamedPipeServerStream pipe)
    {
        using var patience = new CancellationTokenSource(s_patience, _clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, _stopping.Token);
        try
        {
            var question = await CommitPipe.ReadAsync(pipe, ending.Token).ConfigureAwait(false);
            var answer = await CommitAsync(question).ConfigureAwait(false);
            await CommitPipe.WriteAsync(pipe, JsonSerializer.SerializeToUtf8Bytes(answer, RemoteJson.Default.RemoteAnswer), patience.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            Log.ClientGone(_logger, _path, e);
        }
    }

    private async ValueTask<RemoteAnswer> CommitAsync(byte[] question)
    {
        try
        {
            var commit = JsonSerializer.Deserialize(question, RemoteJson.Default.RemoteCommit);
            if (commit is not { Protocol: RemoteCommit.CurrentProtocol })
                return RemoteAnswer.Failed(FlowStoreFault.TooNew, "The tool and the process that holds the store are of different versions of Tributary. Use the tool of the same version.");
            var filled = commit.ToCommit();
            CommitArguments.Check(filled);
            var result = _submit(filled);
            return result is null
                ? RemoteAnswer.Failed(FlowStoreFault.Closed, $"The store '{_path}' is being closed. Try again.")
                : RemoteAnswer.Of(await result.ConfigureAwait(false));
        }
        catch (FlowStoreException e)
        {
            return RemoteAnswer.Failed(e.Fault, e.Message);
        }
        catch (Exception e) when (e is JsonException or ArgumentException or NotSupportedException)
        {
            return RemoteAnswer.Failed(FlowStoreFault.Foreign, $"The commit cannot be read: {e.Message}");
        }
    }
}
