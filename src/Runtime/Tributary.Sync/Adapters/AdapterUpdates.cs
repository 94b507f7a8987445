using Tributary.Sync;

namespace Tributary;

/// <summary>
/// Receives native models. A handler returns when its system has the change; throwing means that it has not, and the push is tried
/// again and in the end becomes a dead letter. Disposing what a method returns stops the delivery; pushes then wait in the queue.
/// </summary>
public sealed class AdapterUpdates
{
    private readonly AdapterFlow _adapter;
    private readonly ISyncGateway _gateway;

    internal AdapterUpdates(AdapterFlow adapter, ISyncGateway gateway)
    {
        _adapter = adapter;
        _gateway = gateway;
    }

    /// <summary>Handles changes of records that the system has.</summary>
    public IDisposable On<T>(Func<T, Task> handler)
        where T : class, IFlowEntity
        => On<T>((entity, _, _) => handler(entity));

    /// <summary>Handles changes of records that the system has, with the facts of the delivery.</summary>
    public IDisposable On<T>(Func<T, Delivery, CancellationToken, Task> handler)
        where T : class, IFlowEntity
        => _gateway.Deliver<T>(_adapter, DeliveryKind.Changed, async (entity, delivery, ct) =>
        {
            await handler(entity, delivery, ct).ConfigureAwait(false);
            return null;
        });

    /// <summary>Handles records that the system does not have yet: the handler inserts them and sets <c>Id</c> to the id that the system gave.</summary>
    public IDisposable OnNew<T>(Func<T, Task> handler)
        where T : class, IFlowEntity
        => _gateway.Deliver<T>(_adapter, DeliveryKind.New, async (entity, _, _) =>
        {
            await handler(entity).ConfigureAwait(false);
            return entity.Id;
        });

    /// <summary>Handles records that the system does not have yet: the handler inserts them and returns the id that the system gave.</summary>
    public IDisposable OnNew<T>(Func<T, Task<string>> handler)
        where T : class, IFlowEntity
        => _gateway.Deliver<T>(_adapter, DeliveryKind.New, async (entity, _, _) => await handler(entity).ConfigureAwait(false));

    /// <summary>Handles records that the system does not have yet, with the facts of the delivery; returns the id that the system gave.</summary>
    public IDisposable OnNew<T>(Func<T, Delivery, CancellationToken, Task<string>> handler)
        where T : class, IFlowEntity
        => _gateway.Deliver<T>(_adapter, DeliveryKind.New, async (entity, delivery, ct) => await handler(entity, delivery, ct).ConfigureAwait(false));

    /// <summary>The native models that were delivered to this system, as they are delivered. Observing is no handling.</summary>
    public IObservable<T> Observe<T>()
        where T : class, IFlowEntity
        => _gateway.Observe<T>(_adapter);
}
