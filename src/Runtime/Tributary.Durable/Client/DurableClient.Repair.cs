using Tributary.Orchestrations;
using Tributary.Store;

namespace Tributary;

public sealed partial class DurableClient
{
    /// <summary>
    /// Takes back the turn in which an instance failed, so that what failed in it is tried again: the activities whose failure came in
    /// that turn are called anew, the children are rewound themselves, and what else came in it comes again.
    /// </summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">
    /// The instance has not failed, or called something new in its last turn, which cannot be taken back. Restart it instead.
    /// </exception>
    public async ValueTask RewindAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            var stored = await Store.GetAsync(DurableNames.Instance(instanceId), cancellationToken).ConfigureAwait(false)
                ?? throw new InstanceNotFoundException(instanceId);
            var info = InstanceCodec.Decode(instanceId, stored.Body);
            if (info.Status != InstanceStatus.Failed)
                throw new InvalidOperationException($"Instance '{instanceId}' is {info.Status}; only a failed one can be rewound.");
            var (turns, position) = await InstanceLoader.ReadAsync(Store, instanceId, info.Execution, cancellationToken).ConfigureAwait(false);
            var commit = new Commit();
            var children = Rewind(commit, info, turns);
            var now = Services.Clock.GetUtcNow();
            var rewound = new HistoryTurn(now, [new HistoryEvent(HistoryEventKind.Rewound)]);
            commit.Append(DurableNames.History(instanceId, info.Execution), position, HistoryCodec.Encode(rewound));
            commit.Put(stored.Key, stored.Version, InstanceCodec.Encode(info with { Status = InstanceStatus.Running, Failure = null, UpdatedAt = now }));
            if (!(await Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false)).Succeeded)
                continue;
            // The parent waits for them again, so what they send after their own rewind is heard.
            foreach (var child in children)
                await RewindAsync(child, cancellationToken).ConfigureAwait(false);
            return;
        }
    }

    /// <summary>Starts an instance that has ended once more, with the same input.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="newInstanceId">The id of the new one; the same when null, and then the old one is forgotten.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <returns>The new instance.</returns>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">It has not ended.</exception>
    public async ValueTask<InstanceHandle> RestartAsync(string instanceId, string? newInstanceId = null, CancellationToken cancellationToken = default)
    {
        var info = await GetAsync(instanceId, cancellationToken).ConfigureAwait(false);
        if (!info.Status.IsFinal())
            throw new InvalidOperationException($"Instance '{instanceId}' is {info.Status}; only one that has ended can be restarted.");
        if (newInstanceId is null or "")
            await PurgeAsync(instanceId, cancellationToken).ConfigureAwait(false);
        var id = newInstanceId is null or "" ? instanceId : newInstanceId;
        await StartAsync(info.Name, info.Version, id, info.Input.ToArray(), null, cancellationToken).ConfigureAwait(false);
        return GetInstance(id);
    }

    private static List<string> Rewind(Commit commit, InstanceInfo info, List<HistoryTurn> turns)
    {
        if (turns.Count == 0)
            throw new InvalidOperationException($"Instance '{info.Id}' has no history to rewind.");
        var last = turns[^1].Events;
        if (last.Any(static e => e.Kind is HistoryEventKind.ActivityScheduled or HistoryEventKind.TimerCreated or HistoryEventKind.ChildScheduled))
            throw new InvalidOperationException($"Instance '{info.Id}' called something new in the turn in which it failed; that cannot be taken back. Restart it instead.");
        var children = new List<string>();
        var queue = DurableNames.FlowQueue(info.Name, info.Version);
        var called = turns.SelectMany(static turn => turn.Events)
            .Where(static e => e.Kind is HistoryEventKind.ActivityScheduled or HistoryEventKind.ChildScheduled).ToDictionary(static e => e.Id);
        foreach (var came in last.Where(static e => e.Kind.IsIncoming()))
        {
            switch (came.Kind)
            {
                case HistoryEventKind.ActivityFailed:
                    var call = called[came.Id];
                    commit.Send(new OutgoingMessage(
                        new MessageAddress(DurableNames.ActivityQueue(call.Name!, call.Tag), DurableNames.Call(info.Id, info.Execution, call.Id)),
                        new ActivityWork(queue, info.Id, info.Execution, call.Id, call.Payload, call.Options).Encode()));
                    break;
                case HistoryEventKind.ChildFailed:
                    children.Add(called[came.Id].Instance!);
                    break;
                default:
                    commit.Send(Messages.To(queue, info.Id, came));
                    break;
            }
        }

        return children;
    }
}
