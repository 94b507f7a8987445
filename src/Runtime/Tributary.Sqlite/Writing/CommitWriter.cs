using Tributary.Sqlite.Database;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Writing;

/// <summary>
/// The one thread that writes. It takes all commits that wait and applies them in one transaction, so that the cost of a transaction is
/// shared by those who came while the last one ran. The conditions of each commit are checked before anything of it is written, so a
/// refused one leaves no trace; when the transaction itself fails, all of them fail and the next group starts afresh.
/// </summary>
internal sealed class CommitWriter
{
    // Bounds how long the first caller of a group waits for the last one.
    private const int MaxGroup = 512;

    private readonly object _gate = new();
    private readonly MessageBoard _board;
    private readonly Connection _connection;
    private readonly CommitTables _tables;
    private readonly MessageTables _messages;
    private readonly Checkpointer _checkpointer;
    private readonly CommitCheck _check = new();
    private readonly Thread _thread;
    private readonly Statement _begin;
    private readonly Statement _end;
    private readonly Statement _saveState;
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingCommit> _waiting = [];
    private bool _stopping;
    private long _sequence;

    /// <summary>Creates the writer. It owns the connection from now on.</summary>
    public CommitWriter(Connection connection, MessageBoard board, MessageTables messages, Checkpointer checkpointer, long sequence)
    {
        _connection = connection;
        _board = board;
        _tables = new CommitTables(connection);
        _messages = messages;
        _checkpointer = checkpointer;
        _sequence = sequence;
        _begin = connection.Prepare("BEGIN IMMEDIATE");
        _end = connection.Prepare("COMMIT");
        _saveState = connection.Prepare("UPDATE state SET sequence = ?1, last_message = ?2");
        _thread = new Thread(Run) { IsBackground = true, Name = "Tributary SQLite writer" };
    }

    /// <summary>Starts the thread.</summary>
    public void Start() => _thread.Start();

    /// <summary>Queues a commit. Null when the writer is stopping.</summary>
    public Task<CommitResult>? Submit(Commit commit)
    {
        var pending = new PendingCommit(commit);
        lock (_gate)
        {
            if (_stopping)
                return null;
            _waiting.Add(pending);
            if (_waiting.Count == 1)
                Monitor.Pulse(_gate);
        }

        return pending.Task;
    }

    /// <summary>Lets the commits that wait finish, then closes the connection.</summary>
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
        List<PendingCommit> taken = [];
        while (Take(ref taken))
        {
            for (var start = 0; start < taken.Count; start += MaxGroup)
                Write(taken.GetRange(start, Math.Min(MaxGroup, taken.Count - start)));
            taken.Clear();
        }

        _connection.Dispose();
        _stopped.SetResult();
    }

    private bool Take(ref List<PendingCommit> taken)
    {
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping)
                Monitor.Wait(_gate);
            (taken, _waiting) = (_waiting, taken);
            return taken.Count > 0;
        }
    }

    private void Write(List<PendingCommit> group)
    {
        var sequence = _sequence;
        var lastMessage = _messages.LastMessage;
        try
        {
            _begin.Run();
            foreach (var pending in group)
                pending.Result = Apply(pending);
            _saveState.Bind(1, _sequence).Bind(2, _messages.LastMessage).Run();
            _end.Run();
        }
        catch (Exception failure)
        {
            // Whatever it was, every caller of the group hears of it, and what the group had changed in memory is taken back.
            _connection.RollBack();
            _sequence = sequence;
            _messages.LastMessage = lastMessage;
            _tables.Forget();
            Fail(group, failure);
            return;
        }

        lock (_board.Gate)
        {
            foreach (var pending in group)
            {
                if (pending.Result.Succeeded)
                    MessageTables.Publish(_board, pending);
            }
        }

        foreach (var pending in group)
            pending.SetResult(pending.Result);
        _board.Signal();
        _checkpointer.Written(_connection);
    }

    private CommitResult Apply(PendingCommit pending)
    {
        lock (_board.Gate)
        {
            if (_board.Begin(pending.Commit, out var lease) is { } stale)
                return stale;
            pending.Lease = lease;
        }

        var sequence = _sequence + 1;
        if (_check.Refusal(pending.Commit, _tables, sequence) is { } refusal)
        {
            lock (_board.Gate)
                _board.Cancel(pending.Lease);
            pending.Lease = null;
            return refusal;
        }

        _sequence = sequence;
        _tables.Write(pending.Commit, sequence);
        return CommitResult.Applied(sequence, _messages.Write(pending, _board));
    }

    private void Fail(List<PendingCommit> group, Exception failure)
    {
        lock (_board.Gate)
        {
            foreach (var pending in group)
                _board.Cancel(pending.Lease);
        }

        foreach (var pending in group)
            pending.SetException(failure);
        _board.Signal();
    }
}
