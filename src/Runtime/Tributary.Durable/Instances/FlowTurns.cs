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
        var id = turn.Address.Partition;
        var live = services.Warm.Take(id);
        if (live is null)
        {
            var stored = await services.Store.GetAsync(DurableNames.Instance(id), cancellationToken).ConfigureAwait(false);
            var info = stored is null ? null : InstanceCodec.Decode(id, stored.Body);
            if (Absent.Handle(turn, info, _queue, services))
                return;
            if (info is null)
            {
                live = Begin(turn, id);
            }
            else
            {
                if (turn.Messages is [{ Attempts: > MaxAttempts } poison])
                {
                    Fail(turn, info, stored!.Version, poison);
                    return;
                }

                try
                {
                    live = await _loader.LoadAsync(info, stored!.Version, cancellationToken).ConfigureAwait(false);
                }
                catch (DivergenceException e)
                {
                    Log.Diverged(services.Logger, id, e.Difference);
                    Parking.Park(turn, info, stored!.Version, e.Difference, services);
                    return;
                }
                catch (CodecException e)
                {
                    Log.CorruptHistory(services.Logger, id, e);
                    Parking.Park(turn, info, stored!.Version, new HistoryDifference(-1, "a readable history", e.Message, null), services);
                    return;
                }
            }
        }

        await RunAsync(turn, live, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A new instance that nobody wrote a document for: a child, a detached one, or one that continued as another orchestration.</summary>
    private LiveInstance Begin(Turn turn, string id)
    {
        var now = services.Clock.GetUtcNow();
        var info = new InstanceInfo { Id = id, Name = body.Name, Version = body.Version, Status = InstanceStatus.Pending, CreatedAt = now, UpdatedAt = now };
        foreach (var message in turn.Messages)
        {
            if (Messages.TryDecode(message) is { Kind: HistoryEventKind.Started } started)
                info = info with { Input = started.Payload.ToArray(), Parent = started.Parent };
        }

        return new LiveInstance(info, 0, _loader.New(info), 0);
    }

    private async ValueTask RunAsync(Turn turn, LiveInstance live, CancellationToken cancellationToken)
    {
        var execution = live.Execution;
        var statusBefore = execution.Context.Status;
        List<(HistoryEvent Query, byte[]? Answer, string? Failure)>? answers = null;
        execution.GivenUp.Clear();
        execution.BeginTurn(services.Clock.GetUtcNow());
        foreach (var message in turn.Messages)
        {
            if (Messages.TryDecode(message) is not { } next)
            {
                turn.Commit.Kill(message.Id, "UNDECODABLE", "The message is no event of an instance.");
                continue;
            }

            turn.Commit.Consume(message.Id);
            switch (next.Kind)
            {
                case HistoryEventKind.Started when execution.HasBegun && next.Execution == 0:
                    Absent.Refuse(turn.Commit, next, live.Info, services);
                    break;
                case HistoryEventKind.Query:
                    (answers ??= []).Add(Answer(execution, next));
                    break;
                case HistoryEventKind.UpdateAccepted when execution.Refusal(next.Name!, next.Payload) is { } refusal:
                    (answers ??= []).Add((next, null, refusal));
                    break;
                default:
                    execution.Offer(next);
                    break;
            }
        }

        var record = execution.EndTurn();
        var commit = new TurnCommit(turn.Commit, live, record, _queue, services);
        await commit.WriteAsync(statusBefore, cancellationToken).ConfigureAwait(false);
        turn.OnCommitted(result =>
        {
            if (commit.Next is { } next)
                services.Warm.Put(next with { Version = commit.WroteDocument ? result.Sequence : next.Version });
            services.Committed(commit.Info, live.Info, record);
            foreach (var call in commit.CancelledCalls)
                services.Activities.Cancel(call);
            foreach (var answered in record.Events.Where(static e => e.Kind == HistoryEventKind.UpdateAnswered))
                services.Replies.Answer(answered.Instance!, answered.Payload.ToArray(), answered.Failure);
            foreach (var (query, answer, failure) in answers ?? [])
                services.Replies.Answer(query.Instance!, answer, failure is null ? null : FailureDetails.Of(RefusalType(query), failure));
        });
    }

    private static string RefusalType(HistoryEvent request) =>
        (request.Kind == HistoryEventKind.Query ? typeof(QueryFailedException) : typeof(UpdateRefusedException)).FullName!;

    private static (HistoryEvent, byte[]?, string?) Answer(Execution execution, HistoryEvent query)
    {
        try
        {
            return (query, execution.Query(query.Name!, query.Payload), null);
        }
        catch (QueryFailedException e)
        {
            return (query, null, e.Message);
        }
    }

    /// <summary>The turn failed at every attempt: the instance fails, its parent is told, and the message is kept.</summary>
    private void Fail(Turn turn, InstanceInfo info, long version, StoredMessage poison)
    {
        var failure = FailureDetails.Of("Tributary.PoisonedTurn", $"A turn of the instance failed {MaxAttempts} times. {poison.LastError}");
        var failed = info with { Status = InstanceStatus.Failed, Failure = failure, UpdatedAt = services.Clock.GetUtcNow() };
        turn.Commit.Kill(poison.Id, "POISON", failure.Message);
        turn.Commit.Put(DurableNames.Instance(info.Id), version, InstanceCodec.Encode(failed));
        TurnCommit.TellParent(turn.Commit, info.Parent, new HistoryEvent(HistoryEventKind.ChildFailed) { Failure = failure });
        turn.OnCommitted(_ => services.Committed(failed, info, new HistoryTurn(failed.UpdatedAt, [])));
    }
}
