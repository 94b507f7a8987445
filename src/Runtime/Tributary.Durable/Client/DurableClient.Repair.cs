using Tributary.Orchestrations;
using Tributary.Store;

namespace Tributary;

public sealed partial class DurableClient
{
    /// <summary>
    /// Takes back the end of a failed instance, so that what failed is tried again: the activities that failed since the code last called
    /// something are called anew, the children are rewound themselves, and what else came since then comes again. All of it happens or nothing.
    /// </summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">
    /// The instance, or a child that failed it, has not failed, or called something new in its last turn, which cannot be taken back. Restart it instead.
    /// </exception>
    public async ValueTask RewindAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        CommitResult result;
        do
        {
            var commit = new Commit();
            await RewindAsync(commit, instanceId, cancellationToken).ConfigureAwait(false);
            result = await Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        }
        while (!result.Succeeded);
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
        if (newInstanceId is null or "" || newInstanceId == instanceId)
            await RestartInPlaceAsync(instanceId, cancellationToken).ConfigureAwait(false);
        else
            await StartAsync(info.Name, info.Version, newInstanceId, info.Input.ToArray(), null, cancellationToken).ConfigureAwait(false);
        return GetInstance(newInstanceId is null or "" ? instanceId : newInstanceId);
    }

    /// <summary>Begins the next execution, so that the idempotency keys of its calls are new ones.</summary>
    private async ValueTask RestartInPlaceAsync(string instanceId, CancellationToken cancellationToken)
    {
        var stored = await Store.GetAsync(DurableNames.Instance(instanceId), cancellationToken).ConfigureAwait(false)
            ?? throw new InstanceNotFoundException(instanceId);
        var old = InstanceCodec.Decode(instanceId, stored.Body);
        var now = Services.Clock.GetUtcNow();
        var log = DurableNames.History(instanceId, old.Execution);
        var info = new InstanceInfo
        {
            Id = instanceId,
            Name = old.Name,
            Version = old.Version,
            Execution = old.Execution + 1,
            Status = InstanceStatus.Running,
            CreatedAt = now,
            UpdatedAt = now,
            Input = old.Input,
        };
        var commit = new Commit()
            .Put(stored.Key, stored.Version, InstanceCodec.Encode(info))
            .Trim(log, await Store.GetLogEndAsync(log, cancellationToken).ConfigureAwait(false))
            .Send(Messages.To(DurableNames.FlowQueue(info.Name, info.Version), instanceId, new HistoryEvent(HistoryEventKind.Started)
            {
                Name = info.Name,
                Version = info.Version,
                Payload = info.Input,
                Execution = info.Execution,
            }));
        if (!old.Status.IsFinal() || !(await Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false)).Succeeded)
            throw new InvalidOperationException($"Instance '{instanceId}' was changed by somebody else meanwhile.");
    }

    private async ValueTask RewindAsync(Commit commit, string instanceId, CancellationToken cancellationToken)
    {
        var stored = await Store.GetAsync(DurableNames.Instance(instanceId), cancellationToken).ConfigureAwait(false)
            ?? throw new InstanceNotFoundException(instanceId);
        var info = InstanceCodec.Decode(instanceId, stored.Body);
        if (info.Status != InstanceStatus.Failed)
            throw new InvalidOperationException($"Instance '{instanceId}' is {info.Status}; only a failed one can be rewound.");
        var (turns, position) = await InstanceLoader.ReadAsync(Store, instanceId, info.Execution, cancellationToken).ConfigureAwait(false);
        var back = TurnsToTakeBack(info, turns);
        var now = Services.Clock.GetUtcNow();
        ReadOnlyMemory<byte> rewound = HistoryCodec.Encode(new HistoryTurn(now, [new HistoryEvent(HistoryEventKind.Rewound)]));
        commit.Append(DurableNames.History(instanceId, info.Execution), position, [.. Enumerable.Repeat(rewound, back)]);
        commit.Put(stored.Key, stored.Version, InstanceCodec.Encode(info with { Status = InstanceStatus.Running, Failure = null, UpdatedAt = now }));
        foreach (var child in Repeat(commit, info, turns, back))
            await RewindAsync(commit, child, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>From the first failure on that came after the code had last called something; at least the last turn.</summary>
    private static int TurnsToTakeBack(InstanceInfo info, List<HistoryTurn> turns)
    {
        var idle = 0;
        while (idle < turns.Count && !turns[^(idle + 1)].Events.Any(static e =>
            e.Kind is HistoryEventKind.ActivityScheduled or HistoryEventKind.TimerCreated or HistoryEventKind.ChildScheduled
                or HistoryEventKind.DetachedStarted or HistoryEventKind.EventSent or HistoryEventKind.OperationCancelled))
        {
            idle++;
        }

        if (idle == 0)
            throw new InvalidOperationException($"Instance '{info.Id}' called something new in the turn in which it failed, or has no history; that cannot be taken back. Restart it instead.");
        var failed = turns.FindIndex(turns.Count - idle, static turn => turn.Events.Any(static e => e.Kind is HistoryEventKind.ActivityFailed or HistoryEventKind.ChildFailed));
        return failed < 0 ? 1 : turns.Count - failed;
    }

    /// <summary>Makes what came in the last turns come again. Returns the children that are to be rewound.</summary>
    private static List<string> Repeat(Commit commit, InstanceInfo info, List<HistoryTurn> turns, int back)
    {
        var children = new List<string>();
        var queue = DurableNames.FlowQueue(info.Name, info.Version);
        var called = turns.SelectMany(static turn => turn.Events)
            .Where(static e => e.Kind is HistoryEventKind.ActivityScheduled or HistoryEventKind.ChildScheduled).ToDictionary(static e => e.Id);
        foreach (var came in turns.TakeLast(back).SelectMany(static turn => turn.Events).Where(static e => e.Kind.IsIncoming()))
        {
            switch (came.Kind)
            {
                case HistoryEventKind.ActivityFailed:
                    CallAgain(commit, info, queue, called[came.Id]);
                    break;
                case HistoryEventKind.ChildFailed:
                    children.Add(called[came.Id].Instance!);
                    break;
                default:
                    commit.Send(Messages.To(queue, info.Id, came));
                    break;
            }
        }

        foreach (var open in new InstanceHistory(info, turns).Pending)
        {
            // Taken back when the instance failed.
            if (open.Kind == HistoryEventKind.ActivityScheduled)
                CallAgain(commit, info, queue, open);
            else if (open.Kind == HistoryEventKind.TimerCreated)
                commit.Send(Messages.To(queue, info.Id, new HistoryEvent(HistoryEventKind.TimerFired) { Id = open.Id, Execution = info.Execution }) with { VisibleFrom = open.At });
            else
                throw new InvalidOperationException($"Instance '{info.Id}' had the child '{open.Instance}', which its failure may have ended; that cannot be taken back. Restart it instead.");
        }

        return children;
    }

    private static void CallAgain(Commit commit, InstanceInfo info, string queue, HistoryEvent call) => commit.Send(Messages.Of(
        DurableNames.ActivityQueue(call.Name!, call.Tag), DurableNames.Call(info.Id, info.Execution, call.Id),
        new ActivityWork(queue, info.Id, info.Execution, call.Id, call.Payload, call.Options)));
}
