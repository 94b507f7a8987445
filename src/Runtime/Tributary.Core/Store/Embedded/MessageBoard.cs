namespace Tributary.Store.Embedded;

/// <summary>
/// The queues of an embedded store. Such a store has one process, so who holds which lease, and what waits for whom, lives here in
/// memory; the medium sees messages come and go and is read again only when it is opened. Nothing here costs more with more queued
/// messages, except for a logarithm where messages wait for a time.
/// </summary>
/// <remarks>
/// Leasing, renewing, abandoning and counting are safe from any thread. A commit is played in steps (<see cref="Begin"/>, then
/// <see cref="Cancel"/> or the applying methods) by whoever holds <see cref="Gate"/>, and followed by <see cref="Signal"/> without it.
/// A subscriber of <see cref="QueueReady"/> must not throw.
/// </remarks>
internal sealed partial class MessageBoard : IDisposable
{
    private const int MaxRecycled = 1024;

    // Timers take at most some weeks; a later message is simply looked at again.
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    private readonly TimeProvider _clock;
    private readonly long _bodyBudget;
    private readonly Func<long, byte[]?>? _loadBody;
    private ILeaseJournal? _journal;
    private readonly ITimer _timer;
    private readonly Dictionary<string, BoardQueue> _queues = new(StringComparer.Ordinal);
    private readonly Dictionary<long, BoardLease> _leases = [];
    private readonly DueHeap _delays = new();
    private readonly DueHeap _expiries = new();
    private readonly Stack<BoardPartition> _recycled = new();
    private readonly List<BoardQueue> _signals = [];
    private long _lastToken;
    private long _lastReady;
    private long _bodyBytes;
    private long _armedFor = long.MaxValue;
    private bool _disposed;

    /// <summary>Creates an empty board.</summary>
    /// <param name="clock">The clock of delays and leases.</param>
    /// <param name="lastToken">No lease gets this token or a smaller one.</param>
    /// <param name="bodyBudget">So many bytes of payload are kept; the payloads of further messages are left to the medium.</param>
    /// <param name="loadBody">Reads the payload of a message from the medium; needed when there is a budget.</param>
    /// <param name="journal">Remembers, beyond the end of the process, what is leased; null when nothing does.</param>
    public MessageBoard(
        TimeProvider clock, long lastToken = 0, long bodyBudget = long.MaxValue, Func<long, byte[]?>? loadBody = null, ILeaseJournal? journal = null)
    {
        _clock = clock;
        _lastToken = lastToken;
        _bodyBudget = bodyBudget;
        _loadBody = loadBody;
        _journal = journal;
        _timer = clock.CreateTimer(static board => ((MessageBoard)board!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <inheritdoc cref="IFlowStore.QueueReady"/>
    public event Action<string>? QueueReady;

    /// <summary>Held while a commit is played. It may be entered again by the thread that holds it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The bytes of payload in memory.</summary>
    public long BodyBytes
    {
        get
        {
            lock (Gate)
                return _bodyBytes;
        }
    }

    private long Now => _clock.GetUtcNow().UtcTicks;

    /// <inheritdoc cref="IFlowStore.TryLeaseAsync"/>
    public Lease? TryLease(LeaseRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(request.MaxMessages);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(request.Duration, TimeSpan.Zero);

        StoredMessage[]? messages = null;
        BoardLease? lease = null;
        var spilled = false;
        var now = Now;
        lock (Gate)
        {
            Advance(now);
            if (_half == 0 && _suspects.Count > 0)
                BeginTrial();
            if (NextReady(request.Queues) is { } queue)
            {
                lease = Grant(queue, now + request.Duration.Ticks, request.MaxMessages);
                messages = new StoredMessage[lease.Messages.Length];
                for (var i = 0; i < messages.Length; i++)
                {
                    spilled |= lease.Messages[i].IsSpilled;
                    messages[i] = lease.Messages[i].ToStored();
                }
            }

            Arm(now);
        }

        if (spilled)
            LoadSpilled(lease!, messages!);
        Signal();
        return lease is null
            ? null
            : new Lease(lease.Token, messages![0].Address, messages, new DateTimeOffset(now + request.Duration.Ticks, TimeSpan.Zero));
    }

    /// <inheritdoc cref="IFlowStore.RenewAsync"/>
    public bool Renew(LeaseToken token, TimeSpan duration)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(duration, TimeSpan.Zero);
        var renewed = false;
        var now = Now;
        lock (Gate)
        {
            Advance(now);
            if (_leases.TryGetValue(token.Value, out var lease))
            {
                // A pinned one is held as well: a worker that renews while its own commit is on the way must not hear that it lost.
                _expiries.Remove(lease);
                if (lease.IsPinned)
                    lease.Due = now + duration.Ticks;
                else
                    _expiries.Add(lease, now + duration.Ticks);
                renewed = true;
            }

            Arm(now);
        }

        Signal();
        return renewed;
    }

    /// <inheritdoc cref="IFlowStore.AbandonAsync"/>
    public bool Abandon(LeaseToken token, TimeSpan delay)
    {
        var abandoned = false;
        var now = Now;
        lock (Gate)
        {
            Advance(now);
            if (_leases.TryGetValue(token.Value, out var lease) && !lease.IsPinned)
            {
                End(lease, uncount: true, delay > TimeSpan.Zero ? now + delay.Ticks : 0);
                abandoned = true;
            }

            Arm(now);
        }

        Signal();
        return abandoned;
    }

    /// <summary>Raises <see cref="QueueReady"/> for what became ready since the last call. Call it without <see cref="Gate"/>.</summary>
    public void Signal()
    {
        string[] ready;
        lock (Gate)
        {
            if (_signals.Count == 0)
                return;
            ready = new string[_signals.Count];
            for (var i = 0; i < ready.Length; i++)
            {
                ready[i] = _signals[i].Name;
                _signals[i].IsSignalled = false;
            }

            _signals.Clear();
        }

        if (QueueReady is { } subscribers)
        {
            foreach (var queue in ready)
                subscribers(queue);
        }
    }

    /// <summary>Stops the timer and lets go of the journal. No further readiness is raised.</summary>
    public void Dispose()
    {
        lock (Gate)
        {
            _disposed = true;
            _journal = null;
        }

        QueueReady = null;
        _timer.Dispose();
        _trialTimer?.Dispose();
    }

    /// <summary>Ends a lease; its messages, those that a commit settled excepted, go back to their partition.</summary>
    private void End(BoardLease lease, bool uncount, long heldUntil)
    {
        var partition = lease.Partition;
        _leases.Remove(lease.Token.Value);
        _expiries.Remove(lease);
        _journal?.Leave(lease.JournalSlot);
        partition.Lease = null;
        partition.Queue.LeasedCount -= lease.Messages.Length;
        foreach (var message in lease.Messages)
        {
            if (message.Settlement >= 0)
                continue;
            if (uncount)
                message.Attempts--;
            PutVisible(message);
        }

        partition.State = PartitionState.Idle;
        if (heldUntil > 0)
        {
            partition.State = PartitionState.Held;
            _delays.Add(partition, heldUntil);
        }

        Offer(partition);
    }

    /// <summary>Puts an idle partition with visible messages in line, unless these have to wait, and forgets an empty one.</summary>
    private void Offer(BoardPartition partition)
    {
        if (partition.State != PartitionState.Idle)
            return;

        var queue = partition.Queue;
        if (partition.VisibleCount > 0)
        {
            if (!MayRun(partition))
                return;
            partition.State = PartitionState.Ready;
            partition.ReadyOrder = ++_lastReady;
            queue.Ready.Enqueue(partition);
            if (!queue.IsSignalled)
            {
                queue.IsSignalled = true;
                _signals.Add(queue);
            }
        }
        else if (partition.IsEmpty)
        {
            queue.Partitions.Remove(partition.Address.Partition);
            partition.Shrink();
            if (_recycled.Count < MaxRecycled)
                _recycled.Push(partition);
        }
    }

    private void PutVisible(BoardMessage message)
    {
        message.Partition.PushVisible(message);
        message.Partition.Queue.ReadyCount++;
    }

    private void PutDelayed(BoardMessage message)
    {
        message.Partition.LinkDelayed(message);
        message.Partition.Queue.DelayedCount++;
        _delays.Add(message, message.VisibleFrom);
    }

    /// <summary>Lets everything happen whose time has come.</summary>
    private void Advance(long now)
    {
        while (_expiries.TryTakeDue(now, out var expired))
            End((BoardLease)expired, uncount: false, heldUntil: 0);

        while (_delays.TryTakeDue(now, out var due))
        {
            if (due is BoardMessage message)
            {
                message.Partition.UnlinkDelayed(message);
                message.Partition.Queue.DelayedCount--;
                PutVisible(message);
                Offer(message.Partition);
            }
            else
            {
                var partition = (BoardPartition)due;
                partition.State = PartitionState.Idle;
                Offer(partition);
            }
        }
    }

    /// <summary>
    /// Sets the timer when something is due earlier than it rings, and stops it when nothing is timed. It may ring in vain, which is
    /// cheaper than moving it at each of the many leases that end early.
    /// </summary>
    private void Arm(long now)
    {
        var due = Math.Min(_delays.NextDue, _expiries.NextDue);
        if (_disposed || due == _armedFor || (due > _armedFor && due != long.MaxValue))
            return;

        _armedFor = due;
        if (due == long.MaxValue)
        {
            _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        // Timers count in milliseconds and must not ring early.
        var wait = TimeSpan.FromMilliseconds(Math.Ceiling(Math.Max(0, TimeSpan.FromTicks(due - now).TotalMilliseconds)));
        _timer.Change(wait < LongestTimer ? wait : LongestTimer, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        lock (Gate)
        {
            if (_disposed)
                return;
            var now = Now;
            _armedFor = long.MaxValue;
            Advance(now);
            Arm(now);
        }

        Signal();
    }
}
