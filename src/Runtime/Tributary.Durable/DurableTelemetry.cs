using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tributary;

/// <summary>
/// The durable pillar's activity source and meter, by the name to give to a listener such as OpenTelemetry
/// (<c>AddSource(DurableTelemetry.Name)</c>, <c>AddMeter(DurableTelemetry.Name)</c>). Both cost nothing while nobody listens.
/// </summary>
public static class DurableTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Tributary.Durable";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter s_meter = new(Name);

    internal static readonly Counter<long> Started = s_meter.CreateCounter<long>("tributary.instances.started", "{instance}", "Instances that have begun.");

    internal static readonly Counter<long> Ended = s_meter.CreateCounter<long>("tributary.instances.ended", "{instance}", "Instances that have ended, by status.");

    internal static readonly Counter<long> Parked = s_meter.CreateCounter<long>("tributary.instances.parked", "{instance}", "Instances whose code and history do not fit.");

    internal static readonly Counter<long> Replayed = s_meter.CreateCounter<long>("tributary.replay.events", "{event}", "Events of histories that were replayed.");

    internal static readonly Histogram<double> TurnDuration = s_meter.CreateHistogram<double>(
        "tributary.orchestration.turn.duration", "s", "How long turns of orchestrations took, replay included and commit not.");

    internal static readonly Histogram<double> ActivityDuration = s_meter.CreateHistogram<double>(
        "tributary.activity.duration", "s", "How long attempts of activities took.");

    internal static readonly Counter<long> ActivityFailures = s_meter.CreateCounter<long>("tributary.activity.failures", "{attempt}", "Attempts of activities that failed.");

    internal static class Tags
    {
        public const string Orchestration = "tributary.orchestration.name";
        public const string Version = "tributary.orchestration.version";
        public const string Instance = "tributary.instance.id";
        public const string Execution = "tributary.instance.execution";
        public const string Status = "tributary.instance.status";
        public const string Activity = "tributary.activity.name";
        public const string Attempt = "tributary.activity.attempt";
        public const string ReplayedEvents = "tributary.replay.events";
        public const string TimerId = "tributary.timer.id";
        public const string TimerDue = "tributary.timer.due";
        public const string ErrorType = "error.type";
    }
}
