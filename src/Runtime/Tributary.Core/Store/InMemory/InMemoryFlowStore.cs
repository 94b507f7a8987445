using System.Globalization;
using Tributary.Store.Embedded;

namespace Tributary.Store.InMemory;

/// <summary>
/// A store that keeps everything in the memory of the process: for tests, simulations and trials. It promises exactly what a store on
/// disk promises and no more: bodies are copied on the way in, a closed or crashed store keeps what was committed and loses its
/// leases, and only bytes go in and out, so what the codec cannot carry is lost here too. Every call completes before it returns.
/// Safe to use from any thread. Nothing survives the end of the process.
/// </summary>
public sealed class InMemoryFlowStore : IFlowStore
{
    private readonly TimeProvider _clock;
    private readonly MessageBoard _board;
    private readonly Tables _tables;
    private readonly CommitCheck _check = new();
    private readonly DedupeMemory _dedupe;
    private long _sequence;
    private long _lastMessageId;
    private bool _open;

    /// <summary>Creates an empty store. It must be opened before use.</summary>
    /// <param name="clock">The clock of delays, leases and retention.</param>
    /// <param name="options">Settings; null for the defaults.</param>
    public InMemoryFlowStore(TimeProvider clock, InMemoryStoreOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(clock);
        options ??= new InMemoryStoreOptions();
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(options.DedupeRetention, TimeSpan.Zero);
        _clock = clock;
        _dedupe = new DedupeMemory(options.DedupeRetention);
        _tables = new Tables();
        _board = new MessageBoard(clock);
        _board.QueueReady += queue => QueueReady?.Invoke(queue);
    }

    /// <inheritdoc />
    public event Action<string>? QueueReady;

    /// <summary>
    /// Opens the store, or opens it again after it was closed or crashed: committed data is there, leases are not, and readiness is
    /// raised for every queue with work.
    /// </summary>
    public ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_board.Gate)
            _open = true;
        _board.SignalAll();
        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Behaves as if the process had been killed at this instant: leases are lost, subscribers of <see cref="QueueReady"/> are gone, and
    /// every call fails until the store is opened again. What was committed stays. The messages under the leases are then leased first and
    /// in two halves, and one during which the process dies again and again, alone, is charged with attempts.
    /// </summary>
    public void Crash() => Close(crashed: true);

    /// <summary>Closes the store. It can be opened again, which is how a test restarts its host.</summary>
    public ValueTask DisposeAsync()
    {
        Close(crashed: false);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        CommitArguments.Check(commit);
        CommitResult result;
        lock (Enter(cancellationToken))
        {
            if (_board.Begin(commit, out var lease) is { } stale)
            {
                result = stale;
            }
            else if (_check.Refusal(commit, _tables, _sequence + 1) is { } refusal)
            {
                _board.Cancel(lease);
                result = refusal;
            }
            else
            {
                result = CommitResult.Applied(++_sequence, Apply(commit, lease));
            }
        }

        _board.Signal();
        return new(result);
    }

    /// <inheritdoc />
    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default)
    {
        lock (Enter(cancellationToken))
            return new(_tables.Get(key));
    }

    /// <inheritdoc />
    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default)
    {
        lock (Enter(cancellationToken))
            return new(_tables.OwnerOf(key));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(
        string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxEntries);
        lock (Enter(cancellationToken))
            return new(_tables.ReadLog(log, fromPosition, maxEntries));
    }

    /// <inheritdoc />
    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default)
    {
        lock (Enter(cancellationToken))
            return new(_tables.EndOf(log));
    }

    /// <inheritdoc />
    public ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default)
    {
        Enter(cancellationToken);
        return new(_board.TryLease(request));
    }

    /// <inheritdoc />
    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        Enter(cancellationToken);
        return new(_board.Renew(lease, duration));
    }

    /// <inheritdoc />
    public ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        Enter(cancellationToken);
        return new(_board.Abandon(lease, delay));
    }

    /// <inheritdoc />
    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        Enter(cancellationToken);
        return new(_board.Count(queue));
    }

    /// <inheritdoc />
    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default)
    {
        Enter(cancellationToken);
        return new(_board.ListQueues());
    }

    /// <inheritdoc />
    public ValueTask<Page<Document>> ListDocumentsAsync(
        string collection, string? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        lock (Enter(cancellationToken))
            return new(Paging.Cut(_tables.ListDocuments(collection, after, Paging.OneMore(take)), take, static document => document.Key.Id));
    }

    /// <inheritdoc />
    public ValueTask<Page<IndexEntry>> ListIndexAsync(
        string index, string prefix, string? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        lock (Enter(cancellationToken))
            return new(Paging.Cut(_tables.ListIndex(index, prefix, after, Paging.OneMore(take)), take, static entry => entry.Key.Key));
    }

    /// <inheritdoc />
    public ValueTask<Page<StoredMessage>> ListMessagesAsync(
        string queue, string? after, int take, CancellationToken cancellationToken = default)
    {
        Enter(cancellationToken);
        return new(_board.List(queue, after, take));
    }

    /// <inheritdoc />
    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(
        string queue, string? after, int take, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        lock (Enter(cancellationToken))
        {
            var letters = _tables.ListDeadLetters(queue, Paging.Position(after), Paging.OneMore(take));
            return new(Paging.Cut(letters, take, static letter => letter.Message.Id.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private void Close(bool crashed)
    {
        lock (_board.Gate)
        {
            _open = false;
            _board.DropLeases(crashed);
            QueueReady = null;
        }
    }

    private int Apply(Commit commit, BoardLease? lease)
    {
        var now = _clock.GetUtcNow();
        _tables.Write(commit, _sequence);
        // Found before the settlements, which give messages of this lease back.
        var withdrawn = new IReadOnlyList<BoardMessage>[commit.Withdrawals.Count];
        for (var i = 0; i < withdrawn.Length; i++)
            withdrawn[i] = _board.FindWaiting(commit.Withdrawals[i]);
        if (lease is not null)
        {
            Bury(commit, lease, now);
            _board.Settle(lease, commit);
        }

        for (var i = 0; i < commit.Requeues.Count; i++)
        {
            if (_tables.TakeDeadLetter(commit.Requeues[i]) is not { } letter)
                continue;
            _board.CountDead(letter.Message.Address.Queue, -1);
            _board.Add(letter.Message.Address.Queue, letter.Message.Address.Partition, Revive(letter.Message));
        }

        for (var i = 0; i < commit.Purges.Count; i++)
        {
            if (_tables.TakeDeadLetter(commit.Purges[i]) is { } letter)
                _board.CountDead(letter.Message.Address.Queue, -1);
        }

        foreach (var waiting in withdrawn)
            _board.Remove(waiting);
        for (var i = 0; i < commit.Releases.Count; i++)
            _board.Wake(commit.Releases[i]);
        return Send(commit, now);
    }

    private void Bury(Commit commit, BoardLease lease, DateTimeOffset now)
    {
        for (var i = 0; i < commit.Settlements.Count; i++)
        {
            var settlement = commit.Settlements[i];
            if (settlement.Kind == SettlementKind.DeadLetter)
            {
                var message = lease.Find(settlement.MessageId)!.ToStored();
                _tables.AddDeadLetter(new DeadLetter(message, settlement.Reason ?? "", settlement.Detail ?? "", now));
            }
        }
    }

    private int Send(Commit commit, DateTimeOffset now)
    {
        var duplicates = 0;
        for (var i = 0; i < commit.Messages.Count; i++)
        {
            var message = commit.Messages[i];
            if (message.DedupeId is { } id && !_dedupe.TryAdd(message.Address.Queue, id, now))
            {
                duplicates++;
                continue;
            }

            _board.Add(message.Address.Queue, message.Address.Partition, new BoardMessage
            {
                Id = ++_lastMessageId,
                Body = message.Body.ToArray(),
                EnqueuedAt = now.UtcTicks,
                VisibleFrom = message.VisibleFrom?.UtcTicks ?? now.UtcTicks,
                DedupeId = message.DedupeId,
                TraceParent = message.TraceParent,
            });
        }

        return duplicates;
    }

    private static BoardMessage Revive(StoredMessage message) => new()
    {
        Id = message.Id,
        Body = message.Body,
        EnqueuedAt = message.EnqueuedAt.UtcTicks,
        VisibleFrom = message.EnqueuedAt.UtcTicks,
        DedupeId = message.DedupeId,
        TraceParent = message.TraceParent,
    };

    private Lock Enter(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_open)
            throw new FlowStoreException(FlowStoreFault.Closed, "The in-memory store is not open. Call OpenAsync before anything else.");
        return _board.Gate;
    }
}
