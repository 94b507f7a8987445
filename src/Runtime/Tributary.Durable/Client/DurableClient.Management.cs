using Tributary.Orchestrations;
using Tributary.Store;

namespace Tributary;

public sealed partial class DurableClient
{
    private const int ScanPage = 500;
    private const int DeepestTree = 64;

    /// <summary>Lists instances in the order of their ids.</summary>
    /// <param name="filter">Which; all when null.</param>
    /// <param name="after">The end of the last page; null for the first.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Page<InstanceInfo>> ListAsync(
        InstanceFilter? filter = null, string? after = null, int take = 100, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);
        var found = new List<InstanceInfo>();
        while (true)
        {
            var page = await Store.ListDocumentsAsync(DurableNames.Instances, after, ScanPage, cancellationToken).ConfigureAwait(false);
            foreach (var document in page.Items)
            {
                var info = DecodeOrPark(document);
                after = info.Id;
                if (filter?.Matches(info) == false)
                    continue;
                found.Add(info);
                if (found.Count == take)
                    return new Page<InstanceInfo>(found, page.Next is null && info.Id == page.Items[^1].Key.Id ? null : after);
            }

            if (page.Next is null)
                return new Page<InstanceInfo>(found, null);
        }
    }

    /// <summary>Reads the history of an instance's current or last execution.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    public async ValueTask<InstanceHistory> ReadHistoryAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        var info = await GetAsync(instanceId, cancellationToken).ConfigureAwait(false);
        var (turns, _) = await InstanceLoader.ReadAsync(Store, instanceId, info.Execution, cancellationToken).ConfigureAwait(false);
        return new InstanceHistory(info, turns);
    }

    /// <summary>Reads an instance with its children and theirs.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    public async ValueTask<InstanceTree> GetTreeAsync(string instanceId, CancellationToken cancellationToken = default) =>
        await TreeAsync(await GetAsync(instanceId, cancellationToken).ConfigureAwait(false), 0, cancellationToken).ConfigureAwait(false);

    /// <summary>Counts the instances by state.</summary>
    public async ValueTask<IReadOnlyDictionary<InstanceStatus, long>> CountAsync(InstanceFilter? filter = null, CancellationToken cancellationToken = default)
    {
        var counts = new SortedDictionary<InstanceStatus, long>();
        await foreach (var info in AllAsync(filter, cancellationToken).ConfigureAwait(false))
            counts[info.Status] = counts.GetValueOrDefault(info.Status) + 1;
        return counts;
    }

    /// <summary>Forgets an instance that has ended, with its history. False when it has not ended.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    public async ValueTask<bool> PurgeAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        var stored = await Store.GetAsync(DurableNames.Instance(instanceId), cancellationToken).ConfigureAwait(false)
            ?? throw new InstanceNotFoundException(instanceId);
        var info = InstanceCodec.Decode(instanceId, stored.Body);
        if (!info.Status.IsFinal())
            return false;
        var log = DurableNames.History(instanceId, info.Execution);
        var end = await Store.GetLogEndAsync(log, cancellationToken).ConfigureAwait(false);
        var commit = new Commit().Delete(stored.Key, stored.Version).Trim(log, end)
            .Withdraw(new MessageAddress(DurableNames.FlowQueue(info.Name, info.Version), instanceId));
        return (await Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false)).Succeeded;
    }

    /// <summary>Forgets all instances that have ended and that the filter means.</summary>
    /// <returns>How many.</returns>
    public async ValueTask<int> PurgeAsync(InstanceFilter filter, CancellationToken cancellationToken = default)
    {
        var purged = 0;
        await foreach (var info in AllAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (info.Status.IsFinal() && await PurgeAsync(info.Id, cancellationToken).ConfigureAwait(false))
                purged++;
        }

        return purged;
    }

    /// <summary>Ends all running instances that the filter means. See <see cref="InstanceHandle.TerminateAsync"/>.</summary>
    /// <returns>How many were told.</returns>
    public async ValueTask<int> TerminateAsync(InstanceFilter filter, string reason, CancellationToken cancellationToken = default)
    {
        var terminated = 0;
        await foreach (var info in AllAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            if (info.Status.IsFinal())
                continue;
            await GetInstance(info.Id).TerminateAsync(reason, cancellationToken).ConfigureAwait(false);
            terminated++;
        }

        return terminated;
    }

    internal async ValueTask ResumeAsync(string instanceId, CancellationToken cancellationToken)
    {
        var info = await GetAsync(instanceId, cancellationToken).ConfigureAwait(false);
        var commit = new Commit();
        var address = new MessageAddress(DurableNames.FlowQueue(info.Name, info.Version), instanceId);
        if (info.Status.IsFinal())
            return;
        if (info.Status == InstanceStatus.Parked)
            commit.Wake(address);
        else
            // Also when it is not suspended yet: a request to suspend it may be on its way, and this one comes after it.
            commit.Send(Messages.To(address.Queue, instanceId, new HistoryEvent(HistoryEventKind.Resumed)));
        await Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>All instances that the filter means, page by page.</summary>
    internal async IAsyncEnumerable<InstanceInfo> AllAsync(
        InstanceFilter? filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (string? after = null; ;)
        {
            var page = await ListAsync(filter, after, ScanPage, cancellationToken).ConfigureAwait(false);
            foreach (var info in page.Items)
                yield return info;
            if ((after = page.Next) is null)
                yield break;
        }
    }

    // One document that cannot be read must not hide all the others.
    private static InstanceInfo DecodeOrPark(Document document)
    {
        try
        {
            return InstanceCodec.Decode(document.Key.Id, document.Body);
        }
        catch (Codec.CodecException e)
        {
            return new InstanceInfo
            {
                Id = document.Key.Id,
                Name = "",
                Version = 0,
                Status = InstanceStatus.Parked,
                Difference = new HistoryDifference(-1, "a readable document", e.Message, null),
            };
        }
    }

    private async ValueTask<InstanceInfo> GetAsync(string instanceId, CancellationToken cancellationToken) =>
        await FindAsync(instanceId, cancellationToken).ConfigureAwait(false) ?? throw new InstanceNotFoundException(instanceId);

    private async ValueTask<InstanceTree> TreeAsync(InstanceInfo info, int depth, CancellationToken cancellationToken)
    {
        var children = new List<InstanceTree>();
        if (depth < DeepestTree)
        {
            var (turns, _) = await InstanceLoader.ReadAsync(Store, info.Id, info.Execution, cancellationToken).ConfigureAwait(false);
            foreach (var called in turns.SelectMany(static turn => turn.Events).Where(static e => e.Kind == HistoryEventKind.ChildScheduled))
            {
                if (await FindAsync(called.Instance!, cancellationToken).ConfigureAwait(false) is { } child)
                    children.Add(await TreeAsync(child, depth + 1, cancellationToken).ConfigureAwait(false));
            }
        }

        return new InstanceTree(info, children);
    }
}
