using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tributary.Hosting;
using Tributary.Telemetry;

namespace Tributary.Events;

/// <summary>
/// The events of one host. An observer that throws is logged and goes on receiving; no other observer notices. Disposing completes every
/// observer after what waits in its buffer. In a single-threaded host (<see cref="TributaryOptions.SingleThreaded"/>) events are delivered
/// inside <see cref="Publish"/>, in the order of publication, and nothing is dropped; otherwise all members are safe to call from any thread.
/// </summary>
public sealed class FlowEvents : IFlowEvents, IDisposable
{
    private readonly ConcurrentDictionary<Type, IEventTopic> _topics = new();
    private readonly Queue<Action>? _inline;
    private readonly int _bufferSize;
    private readonly ILogger<FlowEvents> _logger;
    private bool _delivering;
    private bool _disposed;
    private long _dropped;

    /// <summary>Creates the events of a host.</summary>
    public FlowEvents(IOptions<TributaryOptions> options, ILogger<FlowEvents> logger)
    {
        _bufferSize = options.Value.EventBufferSize;
        _inline = options.Value.SingleThreaded ? new Queue<Action>() : null;
        _logger = logger;
    }

    /// <inheritdoc />
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <inheritdoc />
    public bool IsObserved<T>()
        where T : class
        => _topics.TryGetValue(typeof(T), out var topic) && topic.IsObserved;

    /// <inheritdoc />
    public void Publish<T>(T happened)
        where T : class
    {
        if (!_topics.TryGetValue(typeof(T), out var topic) || !topic.IsObserved)
            return;
        var observed = (EventTopic<T>)topic;
        if (_inline is null)
            observed.Publish(happened);
        else
            PublishInline(_inline, () => observed.Publish(happened));
    }

    /// <inheritdoc />
    /// <exception cref="ObjectDisposedException">On subscribing after the events were disposed.</exception>
    public IObservable<T> Observe<T>()
        where T : class
        => (EventTopic<T>)_topics.GetOrAdd(typeof(T), static (_, events) => new EventTopic<T>(events), this);

    /// <summary>Completes every observer.</summary>
    public void Dispose()
    {
        Volatile.Write(ref _disposed, true);
        foreach (var topic in _topics.Values)
            topic.Complete();
    }

    internal IEventSubscription<T> CreateSubscription<T>(IObserver<T> observer)
        where T : class
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed), this);
        return _inline is null
            ? new BufferedSubscription<T>(observer, this, _bufferSize)
            : new InlineSubscription<T>(observer, this);
    }

    internal void CountDropped<T>()
    {
        Interlocked.Increment(ref _dropped);
        TributaryTelemetry.EventsDropped.Add(1, new KeyValuePair<string, object?>("tributary.event.type", typeof(T).Name));
    }

    internal void ObserverFailed<T>(Exception e) => Log.ObserverFailed(_logger, typeof(T).Name, e);

    // An observer that publishes must not make others see the second event before the first.
    private void PublishInline(Queue<Action> queue, Action deliver)
    {
        queue.Enqueue(deliver);
        if (_delivering)
            return;
        _delivering = true;
        try
        {
            while (queue.TryDequeue(out var next))
                next();
        }
        finally
        {
            _delivering = false;
        }
    }
}
