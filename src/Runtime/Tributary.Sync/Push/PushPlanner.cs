using Tributary.Store;

namespace Tributary.Sync;

/// <summary>
/// Decides which systems must be told of a decision, and notes in the record what each is about to be told, so that its echo is known
/// as such however late it comes. A system is told if its own view of the entity is not what it has or is about to have; so the source
/// is told exactly when the outcome is not what it sent.
/// </summary>
internal sealed class PushPlanner<T>(
    EntityModel<T> model, ReceiverSet<T> receivers, Projector<T> projector, FlowOrchestrationOptions options, bool pushUpdates, TimeProvider clock)
    where T : class, IFlowEntity
{
    /// <summary>A push that waits for a parent waits until the parent comes; no clock ends it.</summary>
    private static readonly TimeSpan s_untilWoken = TimeSpan.FromDays(36_500);

    private readonly bool _enabled = pushUpdates && options is { EnableChangeNotifications: true, NotificationMode: not NotificationMode.None };

    /// <summary>Adds the pushes to a commit and returns the record with what is now expected of each system.</summary>
    /// <param name="record">The record after the decision.</param>
    /// <param name="changed">Whether the decision made a new version.</param>
    /// <param name="source">The system and native id that the update came from.</param>
    /// <param name="commit">The commit of the decision.</param>
    /// <param name="fresh">Whether caches must not answer.</param>
    /// <param name="cancellationToken">Cancels reads.</param>
    public async ValueTask<Plan<T>> PlanAsync(
        EntityRecord<T> record, bool changed, (string System, string NativeId) source, Commit commit, bool fresh, CancellationToken cancellationToken)
    {
        if (!_enabled)
            return new Plan<T>(record, null);
        SystemLink<T>? looping = null;
        foreach (var receiver in receivers.All)
        {
            var told = false;
            var known = false;
            foreach (var link in record.Links)
            {
                if (link.System != receiver.System)
                    continue;
                known = true;
                if (link.NativeId is null ? !receiver.TakesNew : !receiver.TakesChanges)
                    continue;
                var isSource = link.System == source.System && link.NativeId == source.NativeId;
                var planned = await PlanAsync(record, link, receiver, Always(changed) && !isSource, commit, fresh, cancellationToken).ConfigureAwait(false);
                if (isSource)
                {
                    var guarded = Guard(link, planned);
                    if (guarded is null)
                    {
                        looping = link;
                        continue;
                    }

                    planned = guarded;
                }

                told |= planned.Pending.Length > 0 && planned.Latest != link.Latest;
                record = record.With(planned);
            }

            if (!known && receiver.TakesNew)
            {
                var planned = await PlanAsync(record, new SystemLink<T>(receiver.System, null), receiver, Always(changed), commit, fresh, cancellationToken).ConfigureAwait(false);
                record = record.With(planned);
                told = !planned.Pending.IsEmpty;
            }

            if (told)
                commit.Send(new OutgoingMessage(SyncNames.Outbound(receiver.System, model.Name, record.Id), PushRequest.Usual));
        }

        return new Plan<T>(record, looping);
    }

    /// <summary>Puts a push aside until its system knows the parent.</summary>
    public void Hold(Commit commit, string system, string canonicalId, UnknownParent parent)
    {
        var waiting = SyncNames.Held(system, parent.Entity, parent.CanonicalId);
        var target = SyncNames.Outbound(system, model.Name, canonicalId);
        commit.Send(new OutgoingMessage(waiting, PushRequest.Held(target)) { VisibleFrom = clock.GetUtcNow() + s_untilWoken });
        commit.Check(new DocumentKey(SyncNames.Collection(parent.Entity), parent.CanonicalId), parent.DocumentVersion);
    }

    private async ValueTask<SystemLink<T>> PlanAsync(
        EntityRecord<T> record, SystemLink<T> link, SystemReceiver<T> receiver, bool always, Commit commit, bool fresh, CancellationToken cancellationToken)
    {
        var projection = await projector.ProjectAsync(record.Canonical.Model, link.NativeId, receiver, fresh, cancellationToken).ConfigureAwait(false);
        if (projection.Unknown is { } parent)
        {
            Hold(commit, receiver.System, record.Id, parent);
            return link;
        }

        var certain = link.Crossed is null || !link.Pending.IsEmpty;
        if (!always && certain && link.Latest is { } latest && model.Diff(projection.Kept!.Model, latest.Model).IsEmpty)
            return link;
        return link.Expecting(record.Version, projection.Kept!);
    }

    private bool Always(bool changed) => changed && options.NotificationMode == NotificationMode.All;

    /// <summary>
    /// Counts how often a system sent the very same and was corrected. Null when it will not be corrected again: it cannot keep what it
    /// is told.
    /// </summary>
    private SystemLink<T>? Guard(SystemLink<T> link, SystemLink<T> planned)
    {
        if (ReferenceEquals(link, planned) || !options.CircularUpdatePrevention.Enabled || link.Exchanged is null)
            return planned;
        var hash = Hash(link.Exchanged.Json.Span);
        var times = link.Corrected is { } corrected && corrected.Hash == hash ? corrected.Times + 1 : 1;
        return times > options.CircularUpdatePrevention.MaxCorrections ? null : planned with { Corrected = new Correction(hash, times) };
    }

    /// <summary>FNV-1a, 64 bits (Fowler, Noll, Vo): stable across processes, and collisions only cost one correction.</summary>
    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var b in bytes)
            hash = (hash ^ b) * 1099511628211UL;
        return hash;
    }
}

/// <summary>The record with its pushes planned, and the link that will not be corrected any more.</summary>
internal readonly record struct Plan<T>(EntityRecord<T> Record, SystemLink<T>? Looping)
    where T : class, IFlowEntity;
