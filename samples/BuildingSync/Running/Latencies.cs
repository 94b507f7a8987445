using System.Diagnostics.Metrics;
using System.Numerics;
using Tributary;

namespace BuildingSync.Running;

/// <summary>
/// Listens to the framework's latency histogram and keeps counts in buckets that are 1/16 of a power of two wide, so that a percentile
/// is right to about 6 %. Safe to use from any thread.
/// </summary>
internal sealed class Latencies : IDisposable
{
    private const int Steps = 16;

    private readonly long[] _buckets = new long[64 * Steps];
    private readonly MeterListener _listener = new();

    public Latencies()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == SyncDiagnostics.Name && instrument.Name == "tributary.sync.decision.latency")
                listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, seconds, _, _) => Interlocked.Increment(ref _buckets[BucketOf(seconds * 1e6)]));
        _listener.Start();
    }

    /// <summary>Starts anew and returns what was gathered.</summary>
    public long[] Take() => [.. Enumerable.Range(0, _buckets.Length).Select(i => Interlocked.Exchange(ref _buckets[i], 0))];

    /// <summary>The latency that a share of all decisions does not exceed.</summary>
    public static TimeSpan Percentile(long[] buckets, double share)
    {
        var rank = (long)Math.Ceiling(buckets.Sum() * share);
        var seen = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            seen += buckets[i];
            if (seen >= rank && rank > 0)
                return TimeSpan.FromMicroseconds((double)(1UL << (i / Steps)) * (1 + (i % Steps + 1) / (double)Steps));
        }

        return TimeSpan.Zero;
    }

    public void Dispose() => _listener.Dispose();

    private static int BucketOf(double microseconds)
    {
        var whole = (ulong)Math.Max(1, microseconds);
        var power = BitOperations.Log2(whole);
        return power * Steps + (int)((microseconds / (1UL << power) - 1) * Steps) switch { < 0 => 0, >= Steps => Steps - 1, var step => step };
    }
}
