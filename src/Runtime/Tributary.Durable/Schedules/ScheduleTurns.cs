using System.Globalization;
using Tributary.Codec;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>
/// Handles the time of a schedule: starts the instance and sends the message for the next time in one commit, so neither can be lost or
/// doubled. Times that were missed are made up for by the one message that waited for the first of them.
/// </summary>
internal sealed class ScheduleTurns(FlowServices services) : ITurnHandler
{
    public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        var name = turn.Address.Partition;
        var stored = await services.Store.GetAsync(new DocumentKey(DurableNames.Schedules, name), cancellationToken).ConfigureAwait(false);
        var info = stored is null ? null : ScheduleCodec.Decode(name, stored.Body);
        foreach (var message in turn.Messages)
        {
            string change;
            try
            {
                change = Codecs.String.Decode(message.Body.Span);
            }
            catch (CodecException e)
            {
                turn.Commit.Kill(message.Id, "UNDECODABLE", e.Message);
                continue;
            }

            turn.Commit.Consume(message.Id);
            if (info is { IsPaused: false, Next: { } occurrence } && info.Change == change)
            {
                info = await OccurAsync(turn.Commit, info, occurrence, cancellationToken).ConfigureAwait(false);
                turn.Commit.Put(stored!.Key, stored.Version, ScheduleCodec.Encode(info));
                if (info.Next is not null)
                    turn.Commit.Send(ScheduleCodec.Tick(info));
            }
        }
    }

    private async ValueTask<ScheduleInfo> OccurAsync(Commit commit, ScheduleInfo info, DateTimeOffset occurrence, CancellationToken cancellationToken)
    {
        var now = services.Clock.GetUtcNow();
        // A new change for each time: a second message of the same time, should there be one, finds itself outdated.
        var next = info with { Next = info.Schedule.NextAfter(now < occurrence ? occurrence : now, info.SetAt), Change = services.Chance.NewId() };
        if (info.Overlap == OverlapPolicy.Skip && info.LastInstanceId is { } last && await FindAsync(last, cancellationToken).ConfigureAwait(false) is { } running && !running.Status.IsFinal())
        {
            Log.OccurrenceSkipped(services.Logger, info.Name, occurrence, last);
            return next with { Skipped = info.Skipped + 1 };
        }

        var id = InstanceIdOf(info.Name, occurrence);
        if (await FindAsync(id, cancellationToken).ConfigureAwait(false) is null)
            InstanceStart.Write(commit, info.Orchestration, info.Version, id, info.Input, null, now);
        return next with { LastInstanceId = id, Started = info.Started + 1 };
    }

    /// <summary>The id follows from the time, so a schedule that was deleted and set again does not start the same twice.</summary>
    private static string InstanceIdOf(string schedule, DateTimeOffset occurrence) =>
        $"{schedule}@{occurrence.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture)}";

    private async ValueTask<InstanceInfo?> FindAsync(string id, CancellationToken cancellationToken)
    {
        var stored = await services.Store.GetAsync(DurableNames.Instance(id), cancellationToken).ConfigureAwait(false);
        return stored is null ? null : InstanceCodec.Decode(id, stored.Body);
    }
}

/// <summary>Every host with the durable pillar looks after schedules.</summary>
internal sealed class ScheduleRegistration : DurableRegistrationItem
{
    public override IEnumerable<QueueBinding> Bind(FlowServices services, IServiceProvider provider) => [new(DurableNames.Schedules, new ScheduleTurns(services))];
}
