using System.Threading.Channels;

namespace Tributary.Events;

/// <summary>One observer of one type of event.</summary>
internal interface IEventSubscription<in T>
{
    /// <summary>Takes an event; never waits and never throws.</summary>
    void Offer(T happened);

    /// <summary>Tells the observer that nothing follows what it was offered.</summary>
    void Complete();

    /// <summary>Stops at once; what waits is forgotten.</summary>
    void Cancel();
}

/// <summary>Delivers inside the offer.</summary>
internal sealed class InlineSubscription<T>(IObserver<T> observer, FlowEvents events) : IEventSubscription<T>
{
    private bool _cancelled;

    public void Offer(T happened)
    {
        if (_cancelled)
            return;
        try
        {
            observer.OnNext(happened);
        }
        catch (Exception e)
        {
            events.ObserverFailed<T>(e);
        }
    }

    public void Complete()
    {
        if (_cancelled)
            return;
        try
        {
            observer.OnCompleted();
        }
        catch (Exception e)
        {
            events.ObserverFailed<T>(e);
        }
    }

    public void Cancel() => _cancelled = true;
}

/// <summary>Delivers from a bounded buffer, in order, on the thread pool. What does not fit pushes out the oldest.</summary>
internal sealed class BufferedSubscription<T> : IEventSubscription<T>
    where T : class
{
    private readonly InlineSubscription<T> _delivery;
    private readonly Channel<T> _buffer;

    public BufferedSubscription(IObserver<T> observer, FlowEvents events, int size)
    {
        _delivery = new InlineSubscription<T>(observer, events);
        _buffer = Channel.CreateBounded<T>(
            new BoundedChannelOptions(size) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => events.CountDropped<T>());
        ThreadPool.UnsafeQueueUserWorkItem(static subscription => _ = subscription.DeliverAsync(), this, preferLocal: false);
    }

    public void Offer(T happened) => _buffer.Writer.TryWrite(happened);

    public void Complete() => _buffer.Writer.TryComplete();

    public void Cancel()
    {
        _delivery.Cancel();
        Complete();
    }

    private async Task DeliverAsync()
    {
        await foreach (var happened in _buffer.Reader.ReadAllAsync().ConfigureAwait(false))
            _delivery.Offer(happened);
        _delivery.Complete();
    }
}
