using Tributary.Store;

namespace Tributary.Core.Tests.Dispatch;

/// <summary>As much of a store as a dispatcher needs, with switches for its faults.</summary>
internal sealed class FakeStore(TimeProvider clock) : IFlowStore
{
    private readonly Lock _gate = new();
    private readonly List<StoredMessage> _messages = [];
    private readonly Dictionary<string, (LeaseToken Token, DateTimeOffset Until)> _leases = [];
    private readonly Dictionary<long, (string Key, long[] Ids)> _tokens = [];
    private readonly Dictionary<string, DateTimeOffset> _held = [];
    private long _sequence;
    public event Action<string>? QueueReady;
    public int Renewals;
    public List<DeadLetter> Dead { get; } = [];
    public Func<Commit, CommitResult?>? OnCommit { get; set; }
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        var ready = new HashSet<string>();
        long sequence;
        if (OnCommit?.Invoke(commit) is { } forced)
            return ValueTask.FromResult(forced);
        lock (_gate)
        {
            sequence = ++_sequence;
            if (commit.Lease.Value != 0)
            {
                if (!_tokens.TryGetValue(commit.Lease.Value, out var lease) || _leases[lease.Key].Until <= clock.GetUtcNow())
                    return ValueTask.FromResult(CommitResult.Refused(ConflictKind.Lease, "lease"));
                foreach (var s in commit.Settlements)
                {
                    var i = _messages.FindIndex(m => m.Id == s.MessageId);
                    var m = _messages[i];
                    if (s.Kind == SettlementKind.Retry)
                        _messages[i] = m with { VisibleFrom = s.VisibleFrom, LastError = s.Detail };
                    else
                        _messages.RemoveAt(i);
                    if (s.Kind == SettlementKind.DeadLetter)
                        Dead.Add(new DeadLetter(m, s.Reason!, s.Detail!, clock.GetUtcNow()));
                }
                foreach (var id in lease.Ids.Except(commit.Settlements.Select(s => s.MessageId)))
                    Uncount(id);
                ready.Add(End(commit.Lease.Value, lease.Key));
            }
            foreach (var m in commit.Messages)
            {
                _messages.Add(new StoredMessage { Id = ++_sequence, Address = m.Address, Body = m.Body, EnqueuedAt = clock.GetUtcNow(), VisibleFrom = m.VisibleFrom ?? clock.GetUtcNow(), TraceParent = m.TraceParent });
                ready.Add(m.Address.Queue);
            }
        }
        foreach (var q in ready)
            QueueReady?.Invoke(q);
        return ValueTask.FromResult(CommitResult.Applied(sequence));
    }
    private void Uncount(long id)
    {
        var i = _messages.FindIndex(m => m.Id == id);
        if (i >= 0)
            _messages[i] = _messages[i] with { Attempts = _messages[i].Attempts - 1 };
    }
    private string End(long token, string key)
    {
        _tokens.Remove(token);
        _leases.Remove(key);
        return key[..key.IndexOf(':')];
    }
    public ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            foreach (var m in _messages)
            {
                var key = m.Address.ToString();
                if (m.VisibleFrom > now || !request.Queues.Contains(m.Address.Queue) || _leases.TryGetValue(key, out var l) && l.Until > now || _held.TryGetValue(key, out var until) && until > now)
                    continue;
                var indexes = Enumerable.Range(0, _messages.Count).Where(i => _messages[i].Address == m.Address && _messages[i].VisibleFrom <= now).Take(request.MaxMessages).ToArray();
                foreach (var i in indexes)
                    _messages[i] = _messages[i] with { Attempts = _messages[i].Attempts + 1 };
                var leased = indexes.Select(i => _messages[i]).ToArray();
                var token = ++_sequence;
                _leases[key] = (new LeaseToken(token), now + request.Duration);
                _tokens[token] = (key, [.. leased.Select(x => x.Id)]);
                return ValueTask.FromResult<Lease?>(new Lease(new LeaseToken(token), m.Address, leased, now + request.Duration));
            }
            return ValueTask.FromResult<Lease?>(null);
        }
    }
    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            if (!_tokens.TryGetValue(lease.Value, out var t))
                return ValueTask.FromResult(false);
            _leases[t.Key] = (lease, clock.GetUtcNow() + duration);
            Interlocked.Increment(ref Renewals);
            return ValueTask.FromResult(true);
        }
    }
    public ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default)
    {
        string queue;
        lock (_gate)
        {
            if (!_tokens.TryGetValue(lease.Value, out var t))
                return ValueTask.FromResult(false);
            foreach (var id in t.Ids)
                Uncount(id);
            _held[t.Key] = clock.GetUtcNow() + delay;
            queue = End(lease.Value, t.Key);
        }
        QueueReady?.Invoke(queue);
        return ValueTask.FromResult(true);
    }
    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            var all = _messages.Where(m => m.Address.Queue == queue).ToArray();
            var leased = all.Count(m => _leases.ContainsKey(m.Address.ToString()));
            return ValueTask.FromResult(new QueueCounts(all.Length - leased, 0, leased, Dead.Count(d => d.Message.Address.Queue == queue)));
        }
    }
    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<Page<IndexEntry>> ListIndexAsync(string index, string prefix, string? after, int take, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<Page<StoredMessage>> ListMessagesAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) => throw new NotSupportedException();
    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
