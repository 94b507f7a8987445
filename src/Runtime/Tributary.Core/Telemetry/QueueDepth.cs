using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tributary.Store;

namespace Tributary.Telemetry;

/// <summary>
/// Measures how much waits in each queue when a listener collects. A store that counts asynchronously answers with the count that the
/// previous collection asked for, because collecting cannot wait.
/// </summary>
internal sealed class QueueDepth
{
    private readonly IFlowStore _store;
    private readonly Func<IEnumerable<string>> _queues;
    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);

    private QueueDepth(IFlowStore store, Func<IEnumerable<string>> queues) => (_store, _queues) = (store, queues);

    /// <summary>Adds the instrument to a meter.</summary>
    public static void Observe(Meter meter, IFlowStore store, Func<IEnumerable<string>> queues) => meter.CreateObservableGauge(
        "tributary.queue.depth", new QueueDepth(store, queues).Measure, "{message}", "Messages that wait to be handled, delayed and leased ones included.");

    private List<Measurement<long>> Measure()
    {
        var measurements = new List<Measurement<long>>();
        foreach (var queue in _queues())
        {
            _ = CountAsync(queue);
            if (_last.TryGetValue(queue, out var depth))
                measurements.Add(new Measurement<long>(depth, new KeyValuePair<string, object?>(TributaryTelemetry.Tags.Queue, queue)));
        }

        return measurements;
    }

    private async Task CountAsync(string queue)
    {
        try
        {
            _last[queue] = (await _store.CountAsync(queue).ConfigureAwait(false)).Pending;
        }
        catch (FlowStoreException)
        {
            // A store that cannot count has no depth to report; its fault is the dispatcher's and the health check's to tell.
            _last.TryRemove(queue, out _);
        }
    }
}
