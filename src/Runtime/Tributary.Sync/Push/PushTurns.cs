using Tributary.Dispatch;
using Tributary.Events;
using Tributary.Store;

namespace Tributary.Sync;

/// <summary>
/// Delivers one entity's pushes to one system. What is about to be delivered stands in the record before the handler is called, so its
/// echo is recognised even when a crash loses the acknowledgement; what was delivered is carried over to a rerun, so a refused commit
/// never calls the handler twice.
/// </summary>
internal sealed class PushTurns<T>(
    EntityModel<T> model,
    SystemReceiver<T> receiver,
    RecordStore<T> records,
    Projector<T> projector,
    PushPlanner<T> planner,
    RecordCodec<T> codec,
    PushSender<T> sender,
    IFlowStore store,
    IdentityMap identities,
    AckClock acks,
    IFlowEvents events) : ITurnHandler
    where T : class, IFlowEntity
{
    public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        var delivered = turn.Carry as List<Delivered<T>> ?? [];
        turn.Carry = delivered;
        if (await AnnounceAsync(turn, delivered, cancellationToken).ConfigureAwait(false) is not { } announced)
        {
            ConsumeAll(turn);
            return;
        }

        foreach (var (link, native, push) in announced.Pushes)
        {
            // One that is not awaited any more is left out: the record has changed since it was read, so the commit will be refused, and
            // the rerun finds what there is to deliver then.
            if (await DeliverAsync(turn, link, native, push, cancellationToken).ConfigureAwait(false) is { } taken)
                delivered.Add(taken);
        }

        var record = announced.Stored.Record;
        foreach (var delivery in delivered)
        {
            if (await AcknowledgeAsync(turn, record, delivery, cancellationToken).ConfigureAwait(false) is not { } acknowledged)
                return;
            record = acknowledged;
        }

        if (delivered.Count > 0)
        {
            turn.Commit.Put(records.KeyOf(record.Id), announced.Stored.DocumentVersion, codec.Encode(record));
            turn.OnCommitted(result => records.Remember(new Stored<T>(record, result.Sequence)));
        }
        else
        {
            // That there is nothing to deliver must not be an old memory: the push is visible before the memory of its decision is.
            turn.Commit.Check(records.KeyOf(record.Id), announced.Stored.DocumentVersion);
        }

        ConsumeAll(turn);
    }

    /// <summary>
    /// Finds what has to be delivered, and makes sure that it stands in the record. Usually the decision has put it there; where the
    /// model has changed since (a parent became known), it is written now, in a commit of its own that must come before the effect.
    /// </summary>
    private async ValueTask<Announced?> AnnounceAsync(Turn turn, List<Delivered<T>> delivered, CancellationToken cancellationToken)
    {
        var id = turn.Address.Partition;
        var fresh = turn.Rerun > 0;
        while (true)
        {
            if (await records.FindAsync(id, fresh, cancellationToken).ConfigureAwait(false) is not { } stored)
                return null;
            var record = stored.Record;
            var pushes = new List<(SystemLink<T>, T, PendingPush<T>)>();
            var unknown = new List<UnknownParent>();
            foreach (var link in record.Links)
            {
                if (link.System != receiver.System || delivered.Exists(d => d.LinkId == link.NativeId || d.NativeId == link.NativeId))
                    continue;
                if (link.NativeId is not null && link.Pending.IsEmpty && !IsForced(turn))
                    continue;
                var projection = await projector.ProjectAsync(stored.Record.Canonical.Model, link.NativeId, receiver, fresh, cancellationToken).ConfigureAwait(false);
                if (projection.Unknown is { } parent)
                {
                    unknown.Add(parent);
                    continue;
                }

                var push = Expected(link, projection.Kept!);

                // A system that has spoken since may have done so after it took the push in an attempt whose answer was lost. It must take
                // the push again then, so it gets it as another one.
                if (push is null || push.Heard < link.NewestToken)
                {
                    var expecting = link.Expecting(record.Version, projection.Kept!);
                    push = expecting.Pending[^1];
                    record = record.With(expecting);
                }

                pushes.Add((link, projection.Native, push));
            }

            if (!ReferenceEquals(record, stored.Record))
            {
                var written = await store.CommitAsync(
                    new Commit().Put(records.KeyOf(id), stored.DocumentVersion, codec.Encode(record)), cancellationToken).ConfigureAwait(false);
                fresh = true;
                if (!written.Succeeded)
                    continue;
                stored = new Stored<T>(record, written.Sequence);
                records.Remember(stored);
            }

            foreach (var parent in unknown)
                planner.Hold(turn.Commit, receiver.System, id, parent);
            return new Announced(stored, pushes);
        }
    }

    /// <summary>
    /// The newest push, if it shows the model. An older one is another delivery: the system may have taken both, and would know it already.
    /// </summary>
    private PendingPush<T>? Expected(SystemLink<T> link, Snapshot<T> kept) =>
        !link.Pending.IsEmpty && model.Diff(link.Pending[^1].Model.Model, kept.Model).IsEmpty ? link.Pending[^1] : null;

    /// <summary>Hands a push to the system. Null when it is not awaited any more.</summary>
    private async ValueTask<Delivered<T>?> DeliverAsync(Turn turn, SystemLink<T> link, T native, PendingPush<T> push, CancellationToken cancellationToken)
    {
        var heard = link.NewestToken;
        var delivery = new Delivery(DeliveryIds.Of(turn.Address.Partition, link, push), push.Version, turn.Messages[0].Attempts, link.NativeId is null);
        var (taken, assigned) = await sender.SendAsync(receiver.System, native, delivery, cancellationToken).ConfigureAwait(false);
        if (!taken)
            return null;
        if (link.NativeId is null && SyncNames.Reject(assigned) is { } problem)
        {
            throw new InvalidOperationException(
                $"The OnNew handler of {model.Name} in {receiver.System} must set Id to the id that the system gave the new record; {problem}.");
        }

        if (events.IsObserved<DeliveredModel<T>>())
            turn.OnCommitted(_ => events.Publish(new DeliveredModel<T>(receiver.System, native)));
        return new Delivered<T>(link.NativeId, link.NativeId ?? assigned!, push, heard, acks.Next());
    }

    /// <summary>Notes that the system has what was delivered. Null when the turn is over because the new id belongs to another entity.</summary>
    private async ValueTask<EntityRecord<T>?> AcknowledgeAsync(Turn turn, EntityRecord<T> record, Delivered<T> delivery, CancellationToken cancellationToken)
    {
        var link = record.Find(receiver.System, delivery.NativeId);
        if (link is null)
        {
            // A new record of the system: its place was kept by a link without an id, unless the system's own update took that place.
            var key = SyncNames.Link(model.Name, receiver.System, delivery.NativeId);
            // An id that another entity has makes the commit fail; only then is it worth finding out whose it is.
            var owner = turn.Rerun == 0 ? null : await store.LookupAsync(key, cancellationToken).ConfigureAwait(false);
            if (owner is not null && owner != record.Id)
            {
                foreach (var message in turn.Messages)
                {
                    turn.Commit.Kill(message.Id, DecisionCodes.IdTaken,
                        $"The OnNew handler of {model.Name} in {receiver.System} gave '{record.Id}' the id '{delivery.NativeId}', which belongs to '{owner}'.");
                }

                return null;
            }

            turn.Commit.Claim(key, record.Id)
                .Wake(SyncNames.Parked(receiver.System, model.Name, delivery.NativeId))
                .Wake(SyncNames.Held(receiver.System, model.Name, record.Id));
            turn.OnCommitted(_ => identities.Remember(key, record.Id));
            var awaited = record.Links.FirstOrDefault(l => l.System == receiver.System && l.NativeId is null);
            link = (awaited ?? new SystemLink<T>(receiver.System, null)) with { NativeId = delivery.NativeId };
            record = record with { Links = awaited is null ? record.Links.Add(link) : record.Links.Replace(awaited, link) };
            if (awaited is null)
            {
                link = link with { Pending = [delivery.Push], LastPush = delivery.Push.Number };
                // Whoever took the place was planned for since, and the new record was not: it may miss what was decided meanwhile.
                if (record.Version > delivery.Push.Version)
                    turn.Commit.Send(new OutgoingMessage(turn.Address, PushRequest.Forced));
            }
        }

        if (!link.Pending.Any(p => p.Number == delivery.Push.Number))
            return record.With(link);
        if (link.NewestToken > delivery.Heard)
        {
            // The system sent something while the push was under way: nobody knows which came last, so it is pushed once more.
            turn.Commit.Send(new OutgoingMessage(turn.Address, PushRequest.Forced));
        }

        var push = delivery.Push;
        if (push.Model.Model.Id != delivery.NativeId)
        {
            var kept = model.Codec.Copy(push.Model.Model);
            kept.Id = delivery.NativeId;
            push = push with { Model = codec.Freeze(kept) };
        }

        return record.With(link.Acknowledged(push, delivery.AckNumber));
    }

    private static bool IsForced(Turn turn) => turn.Messages.Any(m => PushRequest.IsForced(m.Body));

    private static void ConsumeAll(Turn turn)
    {
        foreach (var message in turn.Messages)
            turn.Commit.Consume(message.Id);
    }

    /// <summary>The record as it is stored, and what has to be delivered.</summary>
    private sealed record Announced(Stored<T> Stored, List<(SystemLink<T> Link, T Native, PendingPush<T> Push)> Pushes);
}

/// <summary>A delivery that a system has taken, on its way into the record.</summary>
/// <param name="LinkId">The link's native id when it was delivered; null for a new record.</param>
/// <param name="NativeId">The native id now.</param>
/// <param name="Push">What was delivered.</param>
/// <param name="Heard">The newest update of the system that was known when the handler was called.</param>
/// <param name="AckNumber">The number of this acknowledgement.</param>
internal sealed record Delivered<T>(string? LinkId, string NativeId, PendingPush<T> Push, long Heard, long AckNumber)
    where T : class, IFlowEntity;

/// <summary>A native model that was delivered to a system.</summary>
internal sealed record DeliveredModel<T>(string System, T Model)
    where T : class, IFlowEntity;
