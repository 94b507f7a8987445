using Tributary.Codec;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>Puts an instance aside whose code and history do not fit, without losing anything: a fixed deployment resumes it.</summary>
internal static class Parking
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    /// <summary>Sets the messages of the turn aside, for as long again as the instance has been parked, within bounds.</summary>
    /// <remarks>They are sent anew instead of retried: what is parked has not failed, and must never count as poison.</remarks>
    public static void Park(Turn turn, InstanceInfo info, long version, HistoryDifference difference, FlowServices services)
    {
        var now = services.Clock.GetUtcNow();
        var isParked = info.Status == InstanceStatus.Parked;
        var delay = isParked ? TimeSpan.FromTicks(Math.Clamp((now - info.UpdatedAt).Ticks, s_first.Ticks, s_longest.Ticks)) : s_first;
        SendAgain(turn, now + delay);
        if (isParked && info.Difference == difference)
            return;
        var parked = info with { Status = InstanceStatus.Parked, Difference = difference, UpdatedAt = now };
        turn.Commit.Put(DurableNames.Instance(info.Id), version, InstanceCodec.Encode(parked));
        turn.OnCommitted(_ => services.Committed(parked, info, new HistoryTurn(now, [])));
    }

    /// <summary>
    /// Takes a parked instance up again whose code fits now. Messages that arrived meanwhile must not overtake those that were set aside, so
    /// nothing is delivered in this turn: all of them are brought back first, in their order.
    /// </summary>
    public static void Resume(Turn turn, LiveInstance live, FlowServices services)
    {
        var resumed = live.Info with
        {
            Status = live.Execution.IsSuspended ? InstanceStatus.Suspended : InstanceStatus.Running,
            Difference = null,
            UpdatedAt = services.Clock.GetUtcNow(),
        };
        turn.Commit.Wake(turn.Address);
        SendAgain(turn, null);
        turn.Commit.Put(DurableNames.Instance(resumed.Id), live.Version, InstanceCodec.Encode(resumed));
        turn.OnCommitted(result =>
        {
            services.Warm.Put(live with { Info = resumed, Version = result.Sequence });
            services.Committed(resumed, live.Info, new HistoryTurn(resumed.UpdatedAt, []));
        });
    }

    /// <summary>Ends an instance that cannot be loaded, when that is asked for: none of its code is needed for it. False when it is not.</summary>
    public static async ValueTask<bool> TryTerminateAsync(Turn turn, InstanceInfo info, long version, FlowServices services, CancellationToken cancellationToken)
    {
        var (message, terminated) = turn.Messages.Select(static m => (m, Messages.TryDecode(m))).FirstOrDefault(static e => e.Item2?.Kind == HistoryEventKind.Terminated);
        if (terminated is null)
            return false;
        turn.Commit.Consume(message.Id);
        var now = services.Clock.GetUtcNow();
        var ended = info with { Status = InstanceStatus.Terminated, Failure = terminated.Failure, Difference = null, UpdatedAt = now };
        var record = new HistoryTurn(now, [terminated]);
        var end = await services.Store.GetLogEndAsync(DurableNames.History(info.Id, info.Execution), cancellationToken).ConfigureAwait(false);
        turn.Commit.Append(DurableNames.History(info.Id, info.Execution), end, HistoryCodec.Encode(record));
        turn.Commit.Wake(turn.Address);
        turn.Commit.Put(DurableNames.Instance(info.Id), version, InstanceCodec.Encode(ended));
        TurnCommit.TellParent(turn.Commit, info.Parent, new HistoryEvent(HistoryEventKind.ChildFailed) { Failure = terminated.Failure });
        await EndCallsAsync(turn.Commit, info, services, cancellationToken).ConfigureAwait(false);
        turn.OnCommitted(_ => services.Committed(ended, info, record));
        return true;
    }

    /// <summary>Takes back what an instance has called and that has not ended, as its history tells, without running its code.</summary>
    public static async ValueTask EndCallsAsync(Commit commit, InstanceInfo info, FlowServices services, CancellationToken cancellationToken)
    {
        List<HistoryTurn> turns;
        try
        {
            (turns, _) = await InstanceLoader.ReadAsync(services.Store, info.Id, info.Execution, cancellationToken).ConfigureAwait(false);
        }
        catch (CodecException e)
        {
            // What it had called is not known; those calls run on unheard.
            Log.CorruptHistory(services.Logger, info.Id, e);
            return;
        }

        foreach (var open in new InstanceHistory(info, turns).Pending)
        {
            if (open.Kind == HistoryEventKind.ActivityScheduled)
            {
                var call = DurableNames.Call(info.Id, info.Execution, open.Id);
                commit.Withdraw(new MessageAddress(DurableNames.ActivityQueue(open.Name!, open.Tag), call));
                await ActivityContext.ForgetAsync(commit, services.Store, call, cancellationToken).ConfigureAwait(false);
            }
            else if (open.Kind == HistoryEventKind.TimerCreated)
            {
                commit.Withdraw(new MessageAddress(DurableNames.FlowQueue(info.Name, info.Version), info.Id), TurnCommit.TimerOf(info, open.Id));
            }
            else
            {
                commit.Send(Messages.To(
                    DurableNames.FlowQueue(open.Name!, open.Version), open.Instance!,
                    new HistoryEvent(HistoryEventKind.Terminated) { Failure = FailureDetails.Of("Tributary.ParentClosed", $"The parent {info.Id} has ended.") }));
            }
        }
    }

    private static void SendAgain(Turn turn, DateTimeOffset? visibleFrom)
    {
        foreach (var message in turn.Messages)
        {
            turn.Commit.Consume(message.Id);
            turn.Commit.Send(new OutgoingMessage(turn.Address, message.Body) { VisibleFrom = visibleFrom, TraceParent = message.TraceParent });
        }
    }
}
