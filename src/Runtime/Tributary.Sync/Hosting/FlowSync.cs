using Tributary.Store;
using Tributary.Sync;

namespace Tributary;

/// <summary>The sync pillar of a host, for people who look after it: what is linked, decided, parked and given up. Safe to call from any thread.</summary>
public sealed class FlowSync
{
    private readonly SyncEngine _engine;

    internal FlowSync(SyncEngine engine) => _engine = engine;

    private IFlowStore Store => _engine.Services.Store;

    /// <summary>Decisions made since the host started, by kind.</summary>
    public IReadOnlyDictionary<DecisionKind, long> Decisions => _engine.Services.Decisions.Counts;

    /// <summary>How many translations of native ids were asked for since the host started.</summary>
    public long IdentityLookups => _engine.Services.Identities.Hits + _engine.Services.Identities.Misses;

    /// <summary>How many of <see cref="IdentityLookups"/> memory answered.</summary>
    public long IdentityHits => _engine.Services.Identities.Hits;

    /// <summary>The share of identity look-ups that memory answered, from 0 to 1; 1 when there were none.</summary>
    public double IdentityHitRate => IdentityLookups is var lookups and > 0 ? (double)IdentityHits / lookups : 1;

    /// <summary>The names of the entities of this host.</summary>
    public IReadOnlyList<string> Entities => [.. _engine.Services.Catalog.All.Select(p => p.Model.Name).Order(StringComparer.Ordinal)];

    /// <summary>Finds the canonical entity that a system knows under a native id, or null.</summary>
    public async ValueTask<T?> FindAsync<T>(string system, string nativeId, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
    {
        var pipeline = _engine.Services.Catalog.Find<T>();
        var canonicalId = await Store.LookupAsync(SyncNames.Link(pipeline.Model.Name, system, nativeId), cancellationToken).ConfigureAwait(false);
        return canonicalId is null ? null : await GetAsync<T>(canonicalId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads a canonical entity by its canonical id, or null. The caller gets a copy.</summary>
    public async ValueTask<T?> GetAsync<T>(string canonicalId, CancellationToken cancellationToken = default)
        where T : class, IFlowEntity
    {
        var pipeline = _engine.Services.Catalog.Find<T>();
        var stored = await pipeline.Records.FindAsync(canonicalId, fresh: false, cancellationToken).ConfigureAwait(false);
        return stored is { } found ? pipeline.TypedModel.Codec.Copy(found.Record.Canonical.Model) : null;
    }

    /// <summary>Reads the decision log from a position on. Go on after the last <see cref="UpdateDecision.Position"/>; old entries may be trimmed.</summary>
    /// <param name="fromPosition">The first position, from 0.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<IReadOnlyList<UpdateDecision>> ReadDecisionsAsync(long fromPosition, int take, CancellationToken cancellationToken = default)
    {
        var entries = await Store.ReadLogAsync(SyncNames.DecisionLog, fromPosition, take, cancellationToken).ConfigureAwait(false);
        return [.. entries.Select(entry => DecisionCodec.Decode(entry.Body) with { Position = entry.Position })];
    }

    /// <summary>How many decisions the log has had.</summary>
    public ValueTask<long> CountDecisionsAsync(CancellationToken cancellationToken = default) => Store.GetLogEndAsync(SyncNames.DecisionLog, cancellationToken);

    /// <summary>Lists updates that wait for something.</summary>
    /// <param name="after">The end of the last page; null for the first.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public async ValueTask<Page<ParkedUpdate>> ListParkedAsync(string? after = null, int take = 100, CancellationToken cancellationToken = default)
    {
        var page = await Store.ListMessagesAsync(SyncNames.ParkedQueue, after, take, cancellationToken).ConfigureAwait(false);
        return new Page<ParkedUpdate>([.. page.Items.Select(message => ParkedUpdate.From(InboundUpdate.Decode(message.Body)))], page.Next);
    }

    /// <summary>The queues of the sync pillar with what lies in them.</summary>
    public async ValueTask<IReadOnlyDictionary<string, QueueCounts>> CountQueuesAsync(CancellationToken cancellationToken = default)
    {
        var counts = new SortedDictionary<string, QueueCounts>(StringComparer.Ordinal);
        foreach (var queue in await Store.ListQueuesAsync(cancellationToken).ConfigureAwait(false))
        {
            if (queue.StartsWith("sync.", StringComparison.Ordinal))
                counts[queue] = await Store.CountAsync(queue, cancellationToken).ConfigureAwait(false);
        }

        return counts;
    }

    /// <summary>Lists the dead letters of a queue.</summary>
    /// <param name="queue">A queue named by <see cref="CountQueuesAsync"/>.</param>
    /// <param name="after">The end of the last page; null for the first.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask<Page<DeadLetter>> ListDeadLettersAsync(string queue, string? after = null, int take = 100, CancellationToken cancellationToken = default) =>
        Store.ListDeadLettersAsync(queue, after, take, cancellationToken);

    /// <summary>Returns a dead letter to its queue, with its attempts forgotten.</summary>
    public async ValueTask RequeueAsync(long deadLetterId, CancellationToken cancellationToken = default) =>
        await Store.CommitAsync(new Commit().Requeue(deadLetterId), cancellationToken).ConfigureAwait(false);
}

/// <summary>An update that waits.</summary>
/// <param name="Entity">The entity's name.</param>
/// <param name="Source">Where it came from.</param>
/// <param name="MessageId">The id of its message.</param>
/// <param name="Code">Why, as a <see cref="DecisionCodes"/> code.</param>
/// <param name="Reason">Why, with the evidence.</param>
/// <param name="ReceivedAt">When it first arrived.</param>
/// <param name="Until">When it becomes a dead letter.</param>
/// <param name="Model">The native model, as JSON.</param>
public sealed record ParkedUpdate(
    string Entity, UpdateSource Source, string MessageId, string Code, string Reason, DateTimeOffset ReceivedAt, DateTimeOffset Until, ReadOnlyMemory<byte> Model)
{
    internal static ParkedUpdate From(InboundUpdate update) => new(
        update.Entity, update.Source, update.MessageId, update.ParkedCode ?? "", update.ParkedReason ?? "",
        update.ReceivedAt ?? default, update.ParkedUntil ?? default, update.Model);
}
