using Microsoft.Extensions.Logging;
using Tributary.Sqlite.Database;
using Tributary.Store;

namespace Tributary.Sqlite.Writing;

/// <summary>
/// Moves the write-ahead log into the file beside the writer, because that waits for the disk and a commit should not. The writer only
/// moves the few pages that came meanwhile, which is what lets the log start over instead of growing.
/// </summary>
internal sealed class Checkpointer
{
    // 16 MiB of pages: below that the log is left alone.
    private const int Threshold = 4_096;

    // When a pass left no more than 1 MiB behind, or after so many passes, the writer does the rest.
    private const int Remainder = 256;
    private const int MaxPasses = 3;

    private readonly object _gate = new();
    private readonly Connection _connection;
    private readonly ILogger _logger;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _wanted;
    private bool _stopping;
    private volatile bool _finish;
    private int _pages;

    /// <summary>Creates it. It owns the connection from now on.</summary>
    public Checkpointer(Connection connection, ILogger logger)
    {
        // A connection opens the write-ahead log when it first reads; until then a checkpoint finds nothing to do and reports success.
        connection.Number("PRAGMA user_version");
        _connection = connection;
        _logger = logger;
        _thread = new Thread(Run) { IsBackground = true, Name = "Tributary SQLite checkpoints" };
    }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Called by the writer after each group.</summary>
    public void Written(Connection writer)
    {
        _pages += writer.TakePagesWritten();
        if (_finish)
        {
            TryCheckpoint(writer, out _);
            _pages = 0;
            _finish = false;
        }
        else if (_pages >= Threshold)
        {
            lock (_gate)
            {
                _wanted = true;
                Monitor.Pulse(_gate);
            }
        }
    }

    /// <summary>Ends the thread and closes the connection. As the last one it empties and removes the write-ahead log.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        return _stopped.Task;
    }

    private void Run()
    {
        while (WaitUntilWanted())
        {
            var before = 0;
            for (var pass = 0; pass < MaxPasses; pass++)
            {
                if (!TryCheckpoint(_connection, out var frames) || frames - before <= Remainder)
                    break;
                before = frames;
            }

            lock (_gate)
                _wanted = false;
            _finish = true;
        }

        _connection.Dispose();
        _stopped.SetResult();
    }

    private bool WaitUntilWanted()
    {
        lock (_gate)
        {
            while (!_stopping && (!_wanted || _finish))
                Monitor.Wait(_gate);
            return !_stopping;
        }
    }

    private bool TryCheckpoint(Connection connection, out int frames)
    {
        try
        {
            (frames, _) = connection.CheckpointPassively();
            return true;
        }
        catch (FlowStoreException failure) when (failure.Fault == FlowStoreFault.Locked)
        {
            // The writer is moving the log itself at this moment, which is as good.
            frames = 0;
            return false;
        }
        catch (FlowStoreException failure)
        {
            // The commits are in the log, where they are as safe as in the file.
            Log.CheckpointFailed(_logger, connection.Path, failure);
            frames = 0;
            return false;
        }
    }
}
