namespace Tributary.Sync;

/// <summary>What an adapter's flow needs of the engine.</summary>
internal interface ISyncGateway
{
    /// <summary>Takes an update in; on return it is durable.</summary>
    ValueTask SendAsync<T>(AdapterFlow adapter, IReadOnlyList<T> entities, Codec.FieldMask? fields, SendOptions options, CancellationToken cancellationToken)
        where T : class, IFlowEntity;

    /// <summary>Starts delivering pushes of an entity to an adapter's handler, until disposed.</summary>
    IDisposable Deliver<T>(AdapterFlow adapter, DeliveryKind kind, Func<T, Delivery, CancellationToken, Task<string?>> handler)
        where T : class, IFlowEntity;

    /// <summary>The native models pushed to an adapter's system, after each has been delivered.</summary>
    IObservable<T> Observe<T>(AdapterFlow adapter)
        where T : class, IFlowEntity;
}

/// <summary>Which pushes a handler takes.</summary>
internal enum DeliveryKind
{
    /// <summary>The system already has a native id.</summary>
    Changed,

    /// <summary>The system has none yet; the handler assigns it.</summary>
    New,
}
