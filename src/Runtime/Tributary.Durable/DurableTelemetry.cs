using System.Diagnostics.Metrics;

namespace Tributary;

/// <summary>The name of the durable pillar's meter, for <c>AddMeter(DurableTelemetry.Name)</c>. It costs nothing while nobody listens.</summary>
public static class DurableTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "Tributary.Durable";

    private static readonly Meter s_meter = new(Name);

    internal static readonly Counter<long> Ended = s_meter.CreateCounter<long>("tributary.instances.ended", "{instance}", "Instances that have ended, by status.");

    internal static readonly Counter<long> Parked = s_meter.CreateCounter<long>("tributary.instances.parked", "{instance}", "Instances whose code and history do not fit.");

    internal static readonly Histogram<double> ActivityDuration = s_meter.CreateHistogram<double>(
        "tributary.activity.duration", "s", "How long attempts of activities took.");

    internal static readonly Counter<long> ActivityFailures = s_meter.CreateCounter<long>("tributary.activity.failures", "{attempt}", "Attempts of activities that failed.");
}
