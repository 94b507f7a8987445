using System.Collections.Immutable;
using System.Reactive.Disposables;

namespace Tributary.Events;

/// <summary>The observers of one type of event, without the type.</summary>
internal interface IEventTopic
{
    bool IsObserved { get; }

    void Complete();
}

/// <summary>The observers of one type of event.</summary>
internal sealed class EventTopic<T>(FlowEvents events) : IEventTopic, IObservable<T>
    where T : class
{
    private ImmutableArray<IEventSubscription<T>> _subscriptions = [];

    public bool IsObserved => !_subscriptions.IsEmpty;

    public IDisposable Subscribe(IObserver<T> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = events.CreateSubscription(observer);
        ImmutableInterlocked.Update(ref _subscriptions, static (all, one) => all.Add(one), subscription);
        return Disposable.Create((Topic: this, Subscription: subscription), static both =>
        {
            ImmutableInterlocked.Update(ref both.Topic._subscriptions, static (all, one) => all.Remove(one), both.Subscription);
            both.Subscription.Cancel();
        });
    }

    public void Publish(T happened)
    {
        foreach (var subscription in _subscriptions)
            subscription.Offer(happened);
    }

    public void Complete()
    {
        foreach (var subscription in ImmutableInterlocked.InterlockedExchange(ref _subscriptions, []))
            subscription.Complete();
    }
}
