using System.Reactive.Disposables;
using Tributary.Dispatch;

namespace Tributary.Sync;

/// <summary>
/// One system's end of the pushes of one entity. Delivery begins when every kind of handler that the adapter is known to have is
/// registered, so a new record never arrives before the handler that would take it; it ends when one is disposed.
/// </summary>
internal sealed class AdapterEndpoint<T>(
    SystemReceiver<T> receiver, PushSender<T> sender, FlowDispatcher dispatcher, Func<QueueBinding> binding)
    where T : class, IFlowEntity
{
    private readonly Lock _gate = new();
    private Func<T, Delivery, CancellationToken, Task<string?>>? _changed;
    private Func<T, Delivery, CancellationToken, Task<string?>>? _added;
    private IDisposable? _delivering;

    public IDisposable Register(DeliveryKind kind, Func<T, Delivery, CancellationToken, Task<string?>> handler)
    {
        lock (_gate)
        {
            ref var slot = ref kind == DeliveryKind.New ? ref _added : ref _changed;
            if (slot is not null)
            {
                throw new InvalidOperationException(
                    $"{receiver.System} already has a handler for {(kind == DeliveryKind.New ? "new" : "changed")} {typeof(T).Name}; dispose it before registering another.");
            }

            slot = handler;
            receiver.Takes(changes: kind == DeliveryKind.Changed, added: kind == DeliveryKind.New);
            Update();
        }

        return Disposable.Create(() => Unregister(kind, handler));
    }

    private void Unregister(DeliveryKind kind, Func<T, Delivery, CancellationToken, Task<string?>> handler)
    {
        lock (_gate)
        {
            ref var slot = ref kind == DeliveryKind.New ? ref _added : ref _changed;
            if (slot != handler)
                return;
            slot = null;
            Update();
        }
    }

    private void Update()
    {
        var ready = (_changed is not null || !receiver.TakesChanges) && (_added is not null || !receiver.TakesNew);
        if (ready && _delivering is null)
            _delivering = new CompositeDisposable(dispatcher.Listen(binding()), sender.Receive(receiver.System, HandleAsync));
        else if (!ready && _delivering is not null)
        {
            _delivering.Dispose();
            _delivering = null;
        }
    }

    private async Task<string?> HandleAsync(T native, Delivery delivery, CancellationToken cancellationToken)
    {
        var handler = (delivery.IsNew ? _added : _changed) ?? throw new InvalidOperationException(
            $"{receiver.System} has no handler for {(delivery.IsNew ? "new" : "changed")} {typeof(T).Name}. Register one with Flow.Updates.{(delivery.IsNew ? "OnNew" : "On")}.");
        return await handler(native, delivery, cancellationToken).ConfigureAwait(false);
    }
}
