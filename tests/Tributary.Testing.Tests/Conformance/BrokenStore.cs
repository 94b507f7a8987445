using Tributary.Store;
using Tributary.Store.InMemory;

namespace Tributary.Testing.Tests.Conformance;

/// <summary>A right store behind a façade that derived classes break in one place.</summary>
internal class BrokenStore(TimeProvider time) : IFlowStore
{
    protected InMemoryFlowStore Inner { get; } = new(time);

    public event Action<string>? QueueReady
    {
        add => Inner.QueueReady += value;
        remove => Inner.QueueReady -= value;
    }

    public ValueTask OpenAsync(CancellationToken cancellationToken = default) => Inner.OpenAsync(cancellationToken);

    public virtual ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default) => Inner.CommitAsync(commit, cancellationToken);

    public virtual ValueTask<Document?> GetAsync(DocumentKey key, CancellationToken cancellationToken = default) => Inner.GetAsync(key, cancellationToken);

    public ValueTask<string?> LookupAsync(IndexKey key, CancellationToken cancellationToken = default) => Inner.LookupAsync(key, cancellationToken);

    public virtual ValueTask<IReadOnlyList<LogEntry>> ReadLogAsync(string log, long fromPosition, int maxEntries, CancellationToken cancellationToken = default) =>
        Inner.ReadLogAsync(log, fromPosition, maxEntries, cancellationToken);

    public ValueTask<long> GetLogEndAsync(string log, CancellationToken cancellationToken = default) => Inner.GetLogEndAsync(log, cancellationToken);

    public virtual ValueTask<Lease?> TryLeaseAsync(LeaseRequest request, CancellationToken cancellationToken = default) => Inner.TryLeaseAsync(request, cancellationToken);

    public ValueTask<bool> RenewAsync(LeaseToken lease, TimeSpan duration, CancellationToken cancellationToken = default) => Inner.RenewAsync(lease, duration, cancellationToken);

    public virtual ValueTask<bool> AbandonAsync(LeaseToken lease, TimeSpan delay, CancellationToken cancellationToken = default) => Inner.AbandonAsync(lease, delay, cancellationToken);

    public ValueTask<QueueCounts> CountAsync(string queue, CancellationToken cancellationToken = default) => Inner.CountAsync(queue, cancellationToken);

    public ValueTask<IReadOnlyList<string>> ListQueuesAsync(CancellationToken cancellationToken = default) => Inner.ListQueuesAsync(cancellationToken);

    public virtual ValueTask<Page<Document>> ListDocumentsAsync(string collection, string? after, int take, CancellationToken cancellationToken = default) =>
        Inner.ListDocumentsAsync(collection, after, take, cancellationToken);

    public ValueTask<Page<IndexEntry>> ListIndexAsync(string index, string prefix, string? after, int take, CancellationToken cancellationToken = default) =>
        Inner.ListIndexAsync(index, prefix, after, take, cancellationToken);

    public ValueTask<Page<StoredMessage>> ListMessagesAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        Inner.ListMessagesAsync(queue, after, take, cancellationToken);

    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after, int take, CancellationToken cancellationToken = default) =>
        Inner.ListDeadLettersAsync(queue, after, take, cancellationToken);

    public ValueTask DisposeAsync() => Inner.DisposeAsync();
}

/// <summary>A store that does something else with each commit than what it says.</summary>
internal sealed class RewritingStore(TimeProvider time, Func<Commit, Commit> rewrite) : BrokenStore(time)
{
    public override ValueTask<CommitResult> CommitAsync(Commit commit, CancellationToken cancellationToken = default) =>
        Inner.CommitAsync(rewrite(commit), cancellationToken);

    /// <summary>Copies a commit, with each part changed or, where the change gives null, left out.</summary>
    public static Commit Copy(
        Commit from,
        Func<DocumentWrite, DocumentWrite?>? document = null,
        Func<IndexOperation, IndexOperation?>? index = null,
        Func<LogAppend, LogAppend?>? append = null,
        Func<Settlement, Settlement?>? settlement = null,
        Func<OutgoingMessage, OutgoingMessage?>? message = null,
        bool wakes = true)
    {
        var to = new Commit();
        if (from.Lease != default)
            to.Under(from.Lease);
        foreach (var write in from.Documents.Select(w => document is null ? w : document(w)).OfType<DocumentWrite>())
        {
            _ = write.Kind switch
            {
                DocumentWriteKind.Put => to.Put(write.Key, write.ExpectedVersion, write.Body),
                DocumentWriteKind.Delete => to.Delete(write.Key, write.ExpectedVersion),
                _ => to.Check(write.Key, write.ExpectedVersion),
            };
        }

        foreach (var operation in from.Indexes.Select(o => index is null ? o : index(o)).OfType<IndexOperation>())
        {
            _ = operation.Kind switch
            {
                IndexOperationKind.Claim => to.Claim(operation.Key, operation.Owner!),
                IndexOperationKind.Release => to.Release(operation.Key, operation.Owner!),
                _ => to.Check(operation.Key, operation.Owner),
            };
        }

        foreach (var entry in from.Appends.Select(a => append is null ? a : append(a)).OfType<LogAppend>())
            to.Append(entry.Log, entry.ExpectedPosition, entry.Entries);
        foreach (var trim in from.Trims)
            to.Trim(trim.Log, trim.BeforePosition);
        foreach (var settled in from.Settlements.Select(s => settlement is null ? s : settlement(s)).OfType<Settlement>())
        {
            _ = settled.Kind switch
            {
                SettlementKind.Consume => to.Consume(settled.MessageId),
                SettlementKind.Retry => to.Retry(settled.MessageId, settled.VisibleFrom, settled.Detail!),
                _ => to.Kill(settled.MessageId, settled.Reason!, settled.Detail!),
            };
        }

        foreach (var release in from.Releases.Where(_ => wakes))
            to.Wake(release);
        foreach (var withdrawal in from.Withdrawals)
            to.Withdraw(withdrawal.Partition, withdrawal.DedupeId);
        foreach (var id in from.Requeues)
            to.Requeue(id);
        foreach (var id in from.Purges)
            to.Purge(id);
        foreach (var sent in from.Messages.Select(m => message is null ? m : message(m)).OfType<OutgoingMessage>())
            to.Send(sent);
        return to;
    }
}
