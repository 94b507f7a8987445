using System.Collections.Immutable;
using Tributary.Codec;
using Tributary.Store;

namespace Tributary.Sync;

/// <summary>
/// Decides one update: finds the entity, finds what the system really changed, translates parents, asks the handler, and records the
/// outcome in the turn's work. It reads but never writes; everything goes into the one commit of the turn.
/// </summary>
internal sealed class UpdateDecider<T>(
    EntityModel<T> model,
    EntityHandler<T> handler,
    RecordResolver<T> resolver,
    RecordCodec<T> codec,
    ParentTranslator parents,
    FlowOrchestrationOptions options,
    AckClock acks,
    TimeProvider clock,
    Chance chance)
    where T : class, IFlowEntity
{
    private readonly Dispatch.RetryPolicy _retry = options.RetryPolicy.ToPolicy();

    public async ValueTask DecideAsync(InboundWork<T> work, InboundUpdate update, StoredMessage message, CancellationToken cancellationToken)
    {
        var arrival = new Arrival(update, message);
        if (SyncNames.Reject(update.NativeId) is { } badId)
        {
            Refuse(work, arrival, null, DecisionCodes.InvalidId, $"The id of a {model.Name} from {update.System} cannot be used: {badId}.");
            return;
        }

        T native;
        try
        {
            native = model.Codec.Decode(update.Model.Span);
        }
        catch (CodecException e)
        {
            Refuse(work, arrival, null, DecisionCodes.Undecodable, e.Message);
            return;
        }

        var fresh = work.Turn.Rerun > 0;
        if (work.Record is null)
        {
            work.Original = await resolver.FindLinkedAsync(update.System, update.NativeId, fresh, cancellationToken).ConfigureAwait(false);
            work.Record = work.Original?.Record;
        }

        if (work.Record is { } linked && linked.Find(update.System, update.NativeId) is { } link)
        {
            await ApplyAsync(work, arrival, linked, link, native, isNew: false, cancellationToken).ConfigureAwait(false);
            return;
        }

        await JoinAsync(work, arrival, native, fresh, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A native record that is not linked yet: it joins the entity that owns its keys, or founds one.</summary>
    private async ValueTask JoinAsync(InboundWork<T> work, Arrival arrival, T native, bool fresh, CancellationToken cancellationToken)
    {
        var update = arrival.Update;
        var match = await resolver.FindByKeysAsync(native, fresh, cancellationToken).ConfigureAwait(false);
        if (match.Keys.Count == 0 && model.KeyPaths.Count > 0)
        {
            Park(work, arrival, SyncNames.Parked(update.System, model.Name, update.NativeId), DecisionCodes.NoKeys,
                $"{model.Name} '{update.NativeId}' of {update.System} is not known and has none of its keys: {string.Join(", ", model.KeyPaths)}.");
            work.Turn.Commit.Check(SyncNames.Link(model.Name, update.System, update.NativeId), null);
            return;
        }

        foreach (var key in match.Keys)
        {
            if (SyncNames.Reject(key.Value) is { } badKey)
            {
                Refuse(work, arrival, null, DecisionCodes.InvalidKey,
                    $"The key {key.Path} of {model.Name} '{update.NativeId}' from {update.System} cannot be used: {badKey}.");
                return;
            }
        }

        if (match.Owners.Count > 1)
        {
            Park(work, arrival, SyncNames.Contested(model.Name, match.Contested), DecisionCodes.Collision,
                $"The keys of {model.Name} '{update.NativeId}' of {update.System} belong to several entities: {string.Join(", ", match.Owners)}.");
            return;
        }

        if (match.Record is { } owner)
        {
            var record = owner.Record;
            if (record.Find(update.System, update.NativeId) is { } known)
            {
                // An acknowledged push has linked it since the link was looked up.
                work.Original = owner;
                work.Record = record;
                await ApplyAsync(work, arrival, record, known, native, isNew: false, cancellationToken).ConfigureAwait(false);
                return;
            }

            var link = new SystemLink<T>(update.System, update.NativeId);
            var awaited = record.Links.FirstOrDefault(l => l.System == update.System && l.NativeId is null);
            if (awaited is not null)
            {
                // The system has the record that we were about to create in it; what is on its way there is now an update.
                link = awaited with { NativeId = update.NativeId };
                record = record with { Links = record.Links.Remove(awaited) };
            }

            if (await ApplyAsync(work, arrival, record with { Links = record.Links.Add(link) }, link, native, isNew: false, cancellationToken).ConfigureAwait(false))
            {
                work.Original = owner;
                work.NewlyLinked = true;
            }

            return;
        }

        var founded = new EntityRecord<T>(chance.NewId(), 0, codec.Freeze(model.Create()), [new SystemLink<T>(update.System, update.NativeId)]);
        if (await ApplyAsync(work, arrival, founded, founded.Links[0], native, isNew: true, cancellationToken).ConfigureAwait(false))
            work.NewlyLinked = true;
    }

    /// <summary>Applies an update to a record. True when the record is to be written.</summary>
    private async ValueTask<bool> ApplyAsync(
        InboundWork<T> work, Arrival arrival, EntityRecord<T> record, SystemLink<T> link, T native, bool isNew, CancellationToken cancellationToken)
    {
        var update = arrival.Update;
        var commit = work.Turn.Commit;
        var stamp = arrival.Stamp;
        var sent = FieldsOf(update) & model.VisibleTo(update.System);
        var considered = sent.Without(0);
        var stale = false;
        foreach (var field in considered)
        {
            var known = link.StampOf(field);
            if (!stamp.IsBefore(known))
                continue;
            considered = considered.Without(field);
            stale |= stamp.IsBeforeBySource(known);
        }

        if (considered.IsEmpty && stamp.IsBefore(link.Newest))
        {
            commit.Consume(arrival.Message.Id);
            Log(work, arrival, record, DecisionKind.Dropped, stale ? DecisionCodes.Stale : DecisionCodes.Superseded,
                stale ? $"{update.System} has said something newer about this record." : "A newer update of the same record was applied while this one waited.");
            return false;
        }

        var changed = ThreeWay.Changed(model, link, native, considered, update.AckNumber);
        if (changed.IsEmpty && !isNew)
        {
            var echo = update.Fields is null ? ThreeWay.EchoOf(model, link, native, considered, update.AckNumber) : null;
            Touch(work, record, Heard(link, arrival, native, considered, echo));
            commit.Consume(arrival.Message.Id);
            Log(work, arrival, record, echo is null ? DecisionKind.NoChange : DecisionKind.Echo, null, null);
            return true;
        }

        var proposal = isNew ? model.Create() : model.Codec.Copy(record.Canonical.Model);
        model.CopyFields(native, proposal, isNew ? considered : changed);
        proposal.Id = record.Id;
        if (await parents.TranslateInboundAsync(model, native, proposal, isNew ? considered : changed, update.System, cancellationToken).ConfigureAwait(false) is { } missing)
        {
            if (missing.Problem is { } problem)
            {
                Refuse(work, arrival, isNew ? null : record, DecisionCodes.InvalidId,
                    $"The {missing.Field} of {model.Name} '{update.NativeId}' from {update.System} cannot be used: {problem}.");
                return false;
            }

            Park(work, arrival, SyncNames.Parked(update.System, missing.Entity, missing.NativeId), DecisionCodes.ParentNotFound,
                $"{missing.Field} of {model.Name} '{update.NativeId}' names {missing.Entity} '{missing.NativeId}', which {update.System} has not sent yet.");
            commit.Check(SyncNames.Link(missing.Entity, update.System, missing.NativeId), null);
            return false;
        }

        return await AskAsync(work, arrival, record, link, native, considered, changed, proposal, isNew, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> AskAsync(
        InboundWork<T> work, Arrival arrival, EntityRecord<T> record, SystemLink<T> link, T native, FieldMask considered, FieldMask changed,
        T proposal, bool isNew, CancellationToken cancellationToken)
    {
        var commit = work.Turn.Commit;
        var names = model.NamesOf(changed);
        var proposed = codec.Freeze(proposal);
        var answer = handler.Exists
            ? await handler.DecideAsync(
                model.Codec.Copy(proposal), isNew ? null : model.Codec.Copy(record.Canonical.Model), MetadataOf(arrival, names), cancellationToken).ConfigureAwait(false)
            : new EntityHandler<T>.Answer(Update.Continue(), proposal);
        switch (answer.Result.Outcome)
        {
            case UpdateOutcome.Skip:
                commit.Consume(arrival.Message.Id);
                Log(work, arrival, isNew ? null : record, DecisionKind.Dropped, null, answer.Result.Reason, proposed: proposed.Json, changed: names);
                return false;
            case UpdateOutcome.Defer:
                Defer(work, arrival, isNew ? null : record, answer.Result, proposed.Json, names);
                return false;
        }

        var final = answer.Proposed ?? throw new InvalidOperationException($"The handler of {model.Name} set proposed to null. Return Skip(reason) to reject an update.");
        if (final.Id != record.Id)
        {
            throw new InvalidOperationException(
                $"The handler of {model.Name} changed proposed.Id from '{record.Id}' to '{final.Id}'. The id belongs to the framework; change other fields only.");
        }

        // A key that another entity owns makes the commit fail; only then is it worth finding out which. A key of a founding record that
        // somebody claimed since it was looked up is no collision: the commit fails, and the next run joins the owner.
        if (work.Turn.Rerun > 0
            && await resolver.FindStrangerAsync(record.Id, isNew ? null : record.Canonical.Model, final, cancellationToken).ConfigureAwait(false) is { } stranger
            && !(isNew && resolver.KeysOf(native).Contains(stranger)))
        {
            Park(work, arrival, SyncNames.Contested(model.Name, stranger), DecisionCodes.Collision,
                $"{stranger.Path} '{stranger.Value}' of {model.Name} '{arrival.Update.NativeId}' belongs to another entity.");
            return false;
        }

        var differs = isNew || !model.Diff(final, record.Canonical.Model).IsEmpty;
        var modified = handler.Exists ? model.Diff(final, proposal) : default;
        var accepted = !differs ? record.Canonical : modified.IsEmpty ? proposed : codec.Freeze(final);
        var written = differs ? record with { Version = record.Version + 1, Canonical = accepted } : record;
        Touch(work, written, Heard(link, arrival, native, considered, null));
        commit.Consume(arrival.Message.Id);
        Log(work, arrival, written,
            !differs ? DecisionKind.NoChange : modified.IsEmpty ? DecisionKind.Accepted : DecisionKind.PartiallyAccepted,
            null, answer.Result.Reason, proposed.Json, accepted.Json, names, model.NamesOf(modified));
        return true;
    }

    /// <summary>The link after its system was heard: what it sent is now what it has.</summary>
    private SystemLink<T> Heard(SystemLink<T> link, Arrival arrival, T native, in FieldMask considered, PendingPush<T>? echo)
    {
        var update = arrival.Update;
        // Only a whole record that was sent after the last push says what the system has in every field.
        var certain = update.Fields is null && update.AckNumber >= link.Acked;
        var contradicts = update.AckNumber < link.Acked && link.Exchanged is { } acked && !(model.Diff(native, acked.Model) & considered).IsEmpty;
        link = link with { Crossed = certain ? null : link.Crossed ?? (contradicts ? link.Exchanged : null) };
        var crossed = link.Crossed;
        if (echo is not null)
            link = link.Acknowledged(echo, acks.Now);
        var state = model.Codec.Copy(link.Exchanged?.Model ?? model.Create());
        model.CopyFields(native, state, considered);
        state.Id = update.NativeId;
        var exchanged = link.Exchanged is { } known && known.Model.Id == state.Id && model.Diff(known.Model, state).IsEmpty ? known : codec.Freeze(state);
        var stamp = arrival.Stamp;
        var whole = link.Whole;
        var stamps = link.FieldStamps;
        if (update.Fields is null)
        {
            whole = stamp.IsBefore(whole) ? whole : stamp;
            if (!stamps.IsEmpty)
                stamps = stamps.Where(known => stamp.IsBefore(known.Value)).ToImmutableDictionary();
        }
        else
        {
            foreach (var field in considered)
                stamps = stamps.SetItem(field, stamp);
        }

        return link with
        {
            Exchanged = exchanged,
            Crossed = crossed,
            Whole = whole,
            FieldStamps = stamps,
            Past = link.Past.IsEmpty ? link.Past : link.Past.RemoveAll(p => p.ReplacedBy <= update.AckNumber),
        };
    }

    private FieldMask FieldsOf(InboundUpdate update)
    {
        if (update.Fields is null)
            return model.AllFields;
        var fields = FieldMask.Of(0);
        foreach (var name in update.Fields)
        {
            // A field that the class no longer has is nobody's any more.
            if (model.OrdinalOf(name) is var ordinal and >= 0)
                fields = fields.With(ordinal);
        }

        return fields;
    }

    private static void Touch(InboundWork<T> work, EntityRecord<T> record, SystemLink<T> link)
    {
        work.Record = record.With(link);
        work.Changed = true;
    }

    private void Defer(InboundWork<T> work, Arrival arrival, EntityRecord<T>? record, UpdateResult result, ReadOnlyMemory<byte> proposed, IReadOnlyList<string> changed)
    {
        var deferrals = arrival.Update.Deferrals + 1;
        if (deferrals >= options.RetryPolicy.MaxAttempts)
        {
            Refuse(work, arrival, record, DecisionCodes.DeferredTooOften, $"Deferred {deferrals} times, the last time because: {result.Reason}");
            return;
        }

        var again = arrival.Remembered() with { Deferrals = deferrals };
        var delay = result.RetryAfter ?? _retry.DelayAfter(deferrals, chance);
        work.Turn.Commit.Consume(arrival.Message.Id).Send(
            new OutgoingMessage(SyncNames.Inbound(model.Name, again.System, again.NativeId), again.Encode()) { VisibleFrom = clock.GetUtcNow() + delay });
        Log(work, arrival, record, DecisionKind.Deferred, null, result.Reason, proposed, changed: changed);
    }

    /// <summary>Gives an update up for a person to look at: it is kept as a dead letter, and the log says so.</summary>
    private void Refuse(InboundWork<T> work, Arrival arrival, EntityRecord<T>? record, string code, string reason)
    {
        work.Turn.Commit.Kill(arrival.Message.Id, code, reason);
        Log(work, arrival, record, DecisionKind.Dropped, code, reason);
    }

    private void Park(InboundWork<T> work, Arrival arrival, MessageAddress place, string code, string reason)
    {
        var until = clock.GetUtcNow() + options.ParkedTimeToLive;
        work.Turn.Commit.Consume(arrival.Message.Id);
        work.Parked.Add((place, arrival.Remembered() with { ParkedCode = code, ParkedReason = reason, ParkedUntil = until }));
        Log(work, arrival, null, DecisionKind.Parked, code, reason);
    }

    private void Log(
        InboundWork<T> work, Arrival arrival, EntityRecord<T>? record, DecisionKind kind, string? code, string? reason,
        ReadOnlyMemory<byte> proposed = default, ReadOnlyMemory<byte> accepted = default,
        IReadOnlyList<string>? changed = null, IReadOnlyList<string>? modified = null)
    {
        work.Decisions.Add(arrival.Decide(clock.GetUtcNow(), kind, code, reason) with
        {
            CanonicalId = record?.Id,
            Version = record?.Version ?? 0,
            Proposed = proposed,
            Accepted = accepted,
            ChangedFields = changed ?? [],
            ModifiedFields = modified ?? [],
        });
    }

    private static UpdateMetadata MetadataOf(Arrival arrival, IReadOnlyList<string> changed)
    {
        var metadata = new UpdateMetadata
        {
            Source = arrival.Update.Source,
            ReceivedAt = arrival.ReceivedAt,
            ChangedFields = changed,
            MessageId = arrival.Update.MessageId,
            CorrelationId = arrival.Update.CorrelationId,
            CausationId = arrival.Update.CausationId,
        };
        return arrival.Update.Properties is { } properties ? metadata with { Properties = properties } : metadata;
    }
}
