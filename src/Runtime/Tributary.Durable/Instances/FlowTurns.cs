using System.Diagnostics;
using Tributary.Codec;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>
/// Handles the turns of one orchestration's instances: what arrived is delivered to the code, and what the code made of it becomes one
/// commit. Nothing of a turn is visible before that commit, and after a refused one the instance is read anew.
/// </summary>
internal sealed class FlowTurns(IFlowBody body, FlowServices services) : ITurnHandler
{
    /// <summary>How often a turn may fail before its instance does.</summary>
    public const int MaxAttempts = 5;

    private readonly string _queue = DurableNames.FlowQueue(body.Name, body.Version);
    private readonly InstanceLoader _loader = new(services.Store, body, services.Settings);

    public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        using var span = DurableSpans.Turn(body, turn.Address.Partition, turn.Messages);
        var started = services.Clock.GetTimestamp();
        try
        {
            await RunAsync(turn, span, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            DurableSpans.Failed(span, e);
            throw;
        }
        finally
        {
            DurableTelemetry.TurnDuration.Record(
                services.Clock.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(DurableTelemetry.Tags.Orchestration, body.Name));
        }
    }

    private async ValueTask RunAsync(Turn turn, Activity? span, CancellationToken cancellationToken)
    {
        var live = services.Warm.Take(turn.Address.Partition);
        // What has failed so often runs no code any more, in memory or not.
        if (live is not null && PoisonOf(turn) is null && await TryRunAsync(turn, live, isWarm: true, span, cancellationToken).ConfigureAwait(false))
            return;
        live = await LoadAsync(turn, cancellationToken).ConfigureAwait(false);
        if (live is null)
            return;
        span?.SetTag(DurableTelemetry.Tags.ReplayedEvents, live.Execution.HistoryLength);
        await TryRunAsync(turn, live, isWarm: false, span, cancellationToken).ConfigureAwait(false);
    }

    private static StoredMessage? PoisonOf(Turn turn) => turn.Messages is [{ Attempts: > MaxAttempts } poison] ? poison : null;

    /// <summary>Brings the instance of a turn into memory; null when that has settled the turn.</summary>
    private async ValueTask<LiveInstance?> LoadAsync(Turn turn, CancellationToken cancellationToken)
    {
        var id = turn.Address.Partition;
        var stored = await services.Store.GetAsync(DurableNames.Instance(id), cancellationToken).ConfigureAwait(false);
        var info = stored is null ? null : InstanceCodec.Decode(id, stored.Body);
        if (Absent.Handle(turn, info, _queue, services))
            return null;
        info ??= Begin(turn, id);
        var version = stored?.Version ?? 0;
        if (info.Status != InstanceStatus.Parked && PoisonOf(turn) is { } poison)
        {
            await FailAsync(turn, info, version, poison, cancellationToken).ConfigureAwait(false);
            return null;
        }

        if (version == 0)
            return new LiveInstance(info, 0, _loader.New(info), await _loader.EndAsync(info, cancellationToken).ConfigureAwait(false));
        HistoryDifference difference;
        try
        {
            var live = await _loader.LoadAsync(info, version, cancellationToken).ConfigureAwait(false);
            if (info.Status != InstanceStatus.Parked)
                return live;
            Parking.Resume(turn, live, services);
            return null;
        }
        catch (DivergenceException e)
        {
            difference = e.Difference;
            Log.Diverged(services.Logger, id, difference);
        }
        catch (CodecException e)
        {
            difference = new HistoryDifference(-1, "a readable history", e.Message, null);
            Log.CorruptHistory(services.Logger, id, e);
        }

        if (!await Parking.TryTerminateAsync(turn, info, version, services, cancellationToken).ConfigureAwait(false))
            Parking.Park(turn, info, version, difference, services);
        return null;
    }

    /// <summary>A new instance that nobody wrote a document for: a child, a detached one, or one that continued as another orchestration.</summary>
    private InstanceInfo Begin(Turn turn, string id)
    {
        var now = services.Clock.GetUtcNow();
        // When several want to start it, the first one does.
        var started = turn.Messages.Select(Messages.TryDecode).First(static e => e?.Kind == HistoryEventKind.Started)!;
        return new InstanceInfo
        {
            Id = id,
            Name = body.Name,
            Version = body.Version,
            Status = InstanceStatus.Pending,
            CreatedAt = now,
            UpdatedAt = now,
            Input = started.Payload.ToArray(),
            Parent = started.Parent,
        };
    }

    /// <summary>Runs a turn; false, with nothing settled, when the instance was overtaken by another process.</summary>
    private async ValueTask<bool> TryRunAsync(Turn turn, LiveInstance live, bool isWarm, Activity? span, CancellationToken cancellationToken)
    {
        var execution = live.Execution;
        List<Action>? answers = null;
        execution.GivenUp.Clear();
        execution.BeginTurn(services.Clock.GetUtcNow());
        var settled = new List<Action>();
        foreach (var (message, next) in InOrder(turn, execution))
        {
            if (next is null)
            {
                settled.Add(() => turn.Commit.Kill(message.Id, "UNDECODABLE", "The message is no event of an instance."));
                continue;
            }

            // What comes after the end of an execution that goes on belongs to the next one, which takes it in its own turn.
            if (execution.End is { Kind: HistoryEventKind.ContinuedAsNew })
                continue;
            settled.Add(() => turn.Commit.Consume(message.Id));
            switch (next.Kind)
            {
                case HistoryEventKind.Started when !IsStartOf(next, live):
                    settled.Add(() => Absent.Refuse(turn.Commit, next, live.Info, services));
                    break;
                case HistoryEventKind.Query:
                    (answers ??= []).Add(Answer(execution, next));
                    break;
                case HistoryEventKind.UpdateAccepted when execution.Refusal(next.Name!, next.Payload) is { } refusal:
                    (answers ??= []).Add(() => services.Replies.Answer(next.Instance!, null, FailureDetails.Of(typeof(UpdateRefusedException).FullName!, refusal)));
                    break;
                default:
                    execution.Offer(next);
                    break;
            }
        }

        var record = execution.EndTurn();
        // An empty record is committed without a position, so nothing else would show that the instance is not what the store has.
        if (isWarm && record.Events.Count == 0 && await _loader.EndAsync(live.Info, cancellationToken).ConfigureAwait(false) != live.Position)
            return false;
        foreach (var settle in settled)
            settle();
        var commit = new TurnCommit(turn.Commit, live, record, _queue, services);
        await commit.WriteAsync(cancellationToken).ConfigureAwait(false);
        DurableSpans.Ran(span, record, commit.Info);
        turn.OnCommitted(result =>
        {
            if (commit.Next is { } next)
                services.Warm.Put(next with { Version = commit.WroteDocument ? result.Sequence : next.Version });
            services.Committed(commit.Info, live.Info, record);
            foreach (var call in commit.CancelledCalls)
                services.Activities.Cancel(call);
            foreach (var answer in answers ?? [])
                answer();
            AnswerUpdates(execution, record);
        });
        return true;
    }

    /// <summary>The messages in the order in which they are handled: the start first, because whatever waits for it may have come before it.</summary>
    private static IEnumerable<(StoredMessage Message, HistoryEvent? Event)> InOrder(Turn turn, Execution execution)
    {
        var messages = turn.Messages.Select(static message => (message, Messages.TryDecode(message)));
        return execution.HasBegun ? messages : messages.OrderBy(static entry => entry.Item2?.Kind == HistoryEventKind.Started ? 0 : 1);
    }

    /// <summary>Whether a start is the one that this execution waits for: the first names no execution, those after continue-as-new do.</summary>
    private static bool IsStartOf(HistoryEvent started, LiveInstance live) =>
        !live.Execution.HasBegun && started.Parent == live.Info.Parent && (started.Execution == live.Info.Execution || (started.Execution == 0 && live.Info.Execution == 1));

    private void AnswerUpdates(Execution execution, HistoryTurn record)
    {
        foreach (var answered in record.Events.Where(static e => e.Kind == HistoryEventKind.UpdateAnswered))
            services.Replies.Answer(answered.Instance!, answered.Payload.ToArray(), answered.Failure);
        if (execution.End is null)
            return;
        foreach (var open in execution.OpenUpdates)
        {
            services.Replies.Answer(open.Instance!, null, FailureDetails.Of(
                typeof(UpdateRefusedException).FullName!, $"Instance '{execution.Identity.Instance}' has ended or continued as new before update {open.Name} was carried out."));
        }
    }

    private Action Answer(Execution execution, HistoryEvent query)
    {
        try
        {
            var answer = execution.Query(query.Name!, query.Payload);
            return () => services.Replies.Answer(query.Instance!, answer, null);
        }
        catch (QueryFailedException e)
        {
            return () => services.Replies.Answer(query.Instance!, null, FailureDetails.Of(typeof(QueryFailedException).FullName!, e.Message));
        }
    }

    /// <summary>The turn failed at every attempt: the instance fails, its parent is told, and the message is kept.</summary>
    private async ValueTask FailAsync(Turn turn, InstanceInfo info, long version, StoredMessage poison, CancellationToken cancellationToken)
    {
        var failure = FailureDetails.Of("Tributary.PoisonedTurn", $"A turn of the instance failed {MaxAttempts} times. {poison.LastError}");
        var failed = info with { Status = InstanceStatus.Failed, Failure = failure, UpdatedAt = services.Clock.GetUtcNow() };
        turn.Commit.Kill(poison.Id, "POISON", failure.Message);
        turn.Commit.Put(DurableNames.Instance(info.Id), version, InstanceCodec.Encode(failed));
        TurnCommit.TellParent(turn.Commit, info.Parent, new HistoryEvent(HistoryEventKind.ChildFailed) { Failure = failure });
        await Parking.EndCallsAsync(turn.Commit, info, services, cancellationToken).ConfigureAwait(false);
        turn.OnCommitted(_ => services.Committed(failed, info, new HistoryTurn(failed.UpdatedAt, [])));
    }
}
