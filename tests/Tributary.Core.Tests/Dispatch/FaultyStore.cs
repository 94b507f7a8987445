using Tributary.Store;
using Tributary.Store.InMemory;

namespace Tributary.Core.Tests.Dispatch;

/// <summary>The in-memory store, with a hook before each commit, a count of renewals, and announcements that can be muted.</summary>
internal sealed class FaultyStore : IFlowStore
{
    private readonly InMemoryFlowStore _inner;
    private int _renewals;

    public FaultyStore(TimeProvider clock)
    {
        _inner = new InMemoryFlowStore(clock);
        _inner.QueueReady += queue =>
        {
            if (!Mute)
                QueueReady?.Invoke(queue);
        };
    }

    public event Action<string>? QueueReady;

    /// <summary>Whether it keeps to itself that a queue is ready.</summary>
    public bool Mute { get; set; }

    /// <summary>What a commit meets first: an exception, a refusal, or (null) the store itself.</summary>
    public Func<Commit, CommitResult?>? OnCommit { get; set; }

    /// <summary>What a lease request meets first.</summary>
    public Action? OnLease { get; set; }

    public int Renewals => Volatile.Read(ref _renewals);

    public void Crash() => _inner.Crash();

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => _inner.OpenAsync(cancellationToken);

    public ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default) =>
        OnCommit?.Invoke(commit) is { } forced ? ValueTask.FromResult(forced) : _inner.CommitAsync(commit, cancellationToken);

    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _renewals);
        return _inner.RenewAsync(lease, duration, cancellationToken);
    }

    public ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default)
    {
        OnLease?.Invoke();
        return _inner.TryLeaseAsync(request, cancellationToken);
    }

    public ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default) =>
        _inner.AbandonAsync(lease, delay, cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) => _inner.GetAsync(key, cancellationToken);

    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default) => _inner.LookupAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default) =>
        _inner.ReadLogAsync(log, fromPosition, maxEntries, cancellationToken);

    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default) => _inner.GetLogEndAsync(log, cancellationToken);

    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default) => _inner.CountAsync(queue, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default) => _inner.ListQueuesAsync(cancellationToken);

    public ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default) =>
        _inner.ListDocumentsAsync(collection, after, take, cancellationToken);

    public ValueTask<Page<IndexEntry>> ListIndexAsync(string index, string prefix, string? after, int take, CancellationToken cancellationToken = default) =>
        _inner.ListIndexAsync(index, prefix, after, take, cancellationToken);

    public ValueTask<Page<StoredMessage>> ListMessagesAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        _inner.ListMessagesAsync(queue, after, take, cancellationToken);

    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        _inner.ListDeadLettersAsync(queue, after, take, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
