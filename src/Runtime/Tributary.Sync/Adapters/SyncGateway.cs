using System.Reactive.Linq;
using Tributary.Codec;
using Tributary.Events;
using Tributary.Store;

namespace Tributary.Sync;

/// <summary>Connects adapters with the engine of their host.</summary>
internal sealed class SyncGateway(EntityCatalog catalog, IFlowStore store, IFlowEvents events, Chance chance, AckClock acks) : ISyncGateway
{
    /// <summary>How many updates one commit takes in at most.</summary>
    private const int Chunk = 1_000;

    public async ValueTask SendAsync<T>(
        AdapterFlow adapter, IReadOnlyList<T> entities, FieldMask? fields, SendOptions options, CancellationToken cancellationToken)
        where T : class, IFlowEntity
    {
        ArgumentNullException.ThrowIfNull(entities);
        var pipeline = catalog.Find<T>();
        var gate = pipeline.Gate;
        var chunk = Math.Min(Chunk, gate.Limit);
        for (var start = 0; start < entities.Count; start += chunk)
        {
            var end = Math.Min(entities.Count, start + chunk);
            var commit = new Commit();
            for (var i = start; i < end; i++)
                commit.Send(MessageOf(pipeline.TypedModel, adapter, entities[i], fields, options));
            await gate.EnterAsync(end - start, cancellationToken).ConfigureAwait(false);
            var unused = end - start;
            try
            {
                unused = (await store.CommitAsync(commit, cancellationToken).ConfigureAwait(false)).Duplicates;
            }
            finally
            {
                gate.Release(unused);
            }
        }
    }

    public IDisposable Deliver<T>(AdapterFlow adapter, DeliveryKind kind, Func<T, Delivery, CancellationToken, Task<string?>> handler)
        where T : class, IFlowEntity
    {
        ArgumentNullException.ThrowIfNull(handler);
        return catalog.Find<T>().EndpointOf(adapter.System).Register(kind, handler);
    }

    public IObservable<T> Observe<T>(AdapterFlow adapter)
        where T : class, IFlowEntity
    {
        var model = catalog.Find<T>().TypedModel;
        return events.Observe<DeliveredModel<T>>().Where(delivered => delivered.System == adapter.System).Select(delivered => model.Codec.Copy(delivered.Model));
    }

    private static IEnumerable<string> WireNames(EntityModel model, FieldMask fields)
    {
        foreach (var ordinal in fields)
            yield return model.Fields[ordinal].WireName;
    }

    private OutgoingMessage MessageOf<T>(EntityModel<T> model, AdapterFlow adapter, T entity, FieldMask? fields, SendOptions options)
        where T : class, IFlowEntity
    {
        ArgumentNullException.ThrowIfNull(entity);
        var nativeId = entity.Id ?? "";
        var update = new InboundUpdate
        {
            Entity = model.Name,
            System = adapter.System,
            Adapter = adapter.Adapter,
            NativeId = nativeId,
            MessageId = options.MessageId ?? chance.NewId(),
            Fields = fields is { } named ? [.. WireNames(model, named)] : null,
            Timestamp = options.Timestamp,
            Sequence = options.Sequence,
            CorrelationId = options.CorrelationId,
            CausationId = options.CausationId,
            Properties = options.Properties,
            AckNumber = acks.Now,
            Model = fields is { } sent ? model.Codec.Encode(entity, sent.With(0)) : model.Codec.Encode(entity),
        };
        return new OutgoingMessage(SyncNames.Inbound(model.Name, adapter.System, nativeId), update.Encode())
        {
            DedupeId = options.MessageId is null ? null : adapter.System + SyncNames.Separator + options.MessageId,
            TraceParent = System.Diagnostics.Activity.Current?.Id,
        };
    }
}
