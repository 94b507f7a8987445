using System.Text.Json;
using Tributary.Dispatch;
using Tributary.Events;
using Tributary.Store;

namespace Tributary.Sync;

/// <summary>
/// Handles the inbound turns of one entity: decides each update of one record in order, plans the pushes once, and puts canonical,
/// links, keys, decisions, inbox and outbox into one commit.
/// </summary>
internal sealed class InboundTurns<T>(
    EntityModel<T> model,
    RecordStore<T> records,
    RecordResolver<T> resolver,
    UpdateDecider<T> decider,
    PushPlanner<T> planner,
    RecordCodec<T> codec,
    IdentityMap identities,
    DecisionRecorder decisions,
    IFlowEvents events) : ITurnHandler
    where T : class, IFlowEntity
{
    public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        var work = new InboundWork<T>(turn);
        InboundUpdate? last = null;
        foreach (var message in turn.Messages)
        {
            InboundUpdate update;
            try
            {
                update = InboundUpdate.Decode(message.Body);
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
            {
                turn.Commit.Kill(message.Id, DecisionCodes.Undecodable, $"The message is not an update: {e.Message}");
                continue;
            }

            await decider.DecideAsync(work, update, message, cancellationToken).ConfigureAwait(false);
            last = update;
        }

        if (work.Changed && work.Record is { } record)
            await WriteAsync(work, record, last!, cancellationToken).ConfigureAwait(false);
        Park(work);
        await decisions.TrimAsync(turn, cancellationToken).ConfigureAwait(false);
        decisions.Record(turn, work.Decisions);
        foreach (var decision in work.Decisions)
        {
            if (events.IsObserved<UpdateDecision>())
                turn.OnCommitted(_ => events.Publish(decision));
        }
    }

    /// <summary>
    /// Sends parked updates to where they wait. One that waits for the very record that this turn has linked is not woken by the commit,
    /// which wakes what was there before, so it goes straight back.
    /// </summary>
    private void Park(InboundWork<T> work)
    {
        foreach (var (place, update) in work.Parked)
        {
            var healed = work.NewlyLinked && place == SyncNames.Parked(update.System, model.Name, update.NativeId);
            work.Turn.Commit.Send(healed
                ? new OutgoingMessage(SyncNames.Inbound(update.Entity, update.System, update.NativeId), update.Healed().Encode())
                : new OutgoingMessage(place, update.Encode()) { VisibleFrom = update.ParkedUntil });
        }
    }

    private async ValueTask WriteAsync(InboundWork<T> work, EntityRecord<T> record, InboundUpdate source, CancellationToken cancellationToken)
    {
        var commit = work.Turn.Commit;
        var plan = await planner.PlanAsync(
            record, record.Version != (work.Original?.Record.Version ?? 0), (source.System, source.NativeId), commit, work.Turn.Rerun > 0, cancellationToken).ConfigureAwait(false);
        record = plan.Record;
        if (plan.Looping is not null)
        {
            work.Decisions.Add(work.Decisions[^1] with
            {
                Kind = DecisionKind.Conflict,
                Code = DecisionCodes.CorrectionLoop,
                Reason = $"{source.System} sends '{source.NativeId}' the same way after each correction. Declare how it changes values with IFlowNormalizer<{typeof(T).Name}>.",
            });
        }

        var version = work.Original?.DocumentVersion ?? 0;
        commit.Put(records.KeyOf(record.Id), version, codec.Encode(record));
        ClaimKeys(commit, record.Id, work.Original?.Record.Canonical.Model, record.Canonical.Model);
        if (work.NewlyLinked)
        {
            var link = SyncNames.Link(model.Name, source.System, source.NativeId);
            commit.Claim(link, record.Id)
                .Wake(SyncNames.Parked(source.System, model.Name, source.NativeId))
                .Wake(SyncNames.Held(source.System, model.Name, record.Id));
            work.Turn.OnCommitted(_ => identities.Remember(link, record.Id));
        }

        work.Turn.OnCommitted(result => records.Remember(new Stored<T>(record, result.Sequence)));
    }

    private void ClaimKeys(Commit commit, string id, T? before, T after)
    {
        if (ReferenceEquals(before, after))
            return;
        var had = before is null ? [] : resolver.KeysOf(before);
        var has = resolver.KeysOf(after);
        foreach (var key in had)
        {
            if (!has.Contains(key))
                commit.Release(SyncNames.Key(model.Name, key), id).Wake(SyncNames.Contested(model.Name, key));
        }

        foreach (var key in has)
        {
            if (!had.Contains(key))
                commit.Claim(SyncNames.Key(model.Name, key), id);
        }
    }
}
