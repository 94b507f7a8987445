using Tributary.Store;

namespace Tributary.Sync.Tests;

/// <summary>A store behind which others act as soon as a commit is applied, before the one who committed learns of it.</summary>
internal sealed class RacingStore(IFlowStore inner) : IFlowStore
{
    /// <summary>Runs after each successful commit, before it returns.</summary>
    public Func<Commit, Task>? Applied { get; set; }

    public event Action<string>? QueueReady
    {
        add => inner.QueueReady += value;
        remove => inner.QueueReady -= value;
    }

    public async ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default)
    {
        var result = await inner.CommitAsync(commit, cancellationToken);
        if (result.Succeeded && Applied is not null)
            await Applied(commit);
        return result;
    }

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => inner.OpenAsync(cancellationToken);

    public ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) => inner.GetAsync(key, cancellationToken);

    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default) => inner.LookupAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default) =>
        inner.ReadLogAsync(log, fromPosition, maxEntries, cancellationToken);

    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default) => inner.GetLogEndAsync(log, cancellationToken);

    public ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default) => inner.TryLeaseAsync(request, cancellationToken);

    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default) =>
        inner.RenewAsync(lease, duration, cancellationToken);

    public ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default) =>
        inner.AbandonAsync(lease, delay, cancellationToken);

    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default) => inner.CountAsync(queue, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default) => inner.ListQueuesAsync(cancellationToken);

    public ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListDocumentsAsync(collection, after, take, cancellationToken);

    public ValueTask<Page<IndexEntry>> ListIndexAsync(string index, string prefix, string? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListIndexAsync(index, prefix, after, take, cancellationToken);

    public ValueTask<Page<StoredMessage>> ListMessagesAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListMessagesAsync(queue, after, take, cancellationToken);

    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        inner.ListDeadLettersAsync(queue, after, take, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
