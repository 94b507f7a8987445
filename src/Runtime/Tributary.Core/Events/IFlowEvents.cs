namespace Tributary.Events;

/// <summary>
/// What happened, as observables. Publishing never waits for an observer and never throws an observer's exception: each observer has a
/// bounded buffer of its own, and what does not fit is dropped and counted (<c>tributary.events.dropped</c>).
/// </summary>
public interface IFlowEvents
{
    /// <summary>Publishes an event. Costs a dictionary look-up when nobody observes.</summary>
    void Publish<T>(T happened)
        where T : class;

    /// <summary>Whether anybody observes events of this type; lets a publisher avoid building one in vain.</summary>
    bool IsObserved<T>()
        where T : class;

    /// <summary>The events of one type from now on, delivered in order on a thread of the observer's own buffer.</summary>
    IObservable<T> Observe<T>()
        where T : class;

    /// <summary>How many events were dropped because an observer was too slow.</summary>
    long Dropped { get; }
}
