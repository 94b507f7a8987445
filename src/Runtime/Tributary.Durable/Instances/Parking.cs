using Tributary.Dispatch;

namespace Tributary.Orchestrations;

/// <summary>Puts an instance aside whose code and history do not fit, without losing anything: a fixed deployment resumes it.</summary>
internal static class Parking
{
    private static readonly TimeSpan s_first = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(5);

    public static void Park(Turn turn, InstanceInfo info, long version, HistoryDifference difference, FlowServices services)
    {
        var now = services.Clock.GetUtcNow();
        foreach (var message in turn.Messages)
        {
            var delay = TimeSpan.FromTicks(Math.Min(s_first.Ticks << Math.Min(message.Attempts - 1, 10), s_longest.Ticks));
            turn.Commit.Retry(message.Id, now + delay, difference.ToString());
        }

        if (info.Status == InstanceStatus.Parked && info.Difference == difference)
            return;
        var parked = info with { Status = InstanceStatus.Parked, Difference = difference, UpdatedAt = now };
        turn.Commit.Put(DurableNames.Instance(info.Id), version, InstanceCodec.Encode(parked));
        turn.OnCommitted(_ => services.Committed(parked, info, new HistoryTurn(now, [])));
    }
}
