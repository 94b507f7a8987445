using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tributary.Telemetry;

/// <summary>
/// The kernel's activity source and meter, by the name to give to a listener such as OpenTelemetry
/// (<c>AddSource(TributaryTelemetry.Name)</c>, <c>AddMeter(TributaryTelemetry.Name)</c>). Both cost nothing while nobody listens.
/// </summary>
public static class TributaryTelemetry
{
    /// <summary>The name of the kernel's activity source and meter.</summary>
    public const string Name = "Tributary.Core";

    internal static readonly ActivitySource Source = new(Name);

    internal static readonly Meter Meter = new(Name);

    internal static readonly Histogram<double> ProcessDuration = Meter.CreateHistogram<double>(
        "messaging.process.duration", "s", "How long a turn took from its messages to its commit.");

    internal static readonly Counter<long> Reruns = Meter.CreateCounter<long>(
        "tributary.turn.reruns", "{rerun}", "Turns run again because their commit was refused.");

    internal static readonly Counter<long> DeadLetters = Meter.CreateCounter<long>(
        "tributary.dead_letters", "{message}", "Messages given up.");

    internal static readonly Counter<long> CallbackFailures = Meter.CreateCounter<long>(
        "tributary.turn.callback_failures", "{failure}", "Callbacks of committed turns that threw.");

    internal static readonly Counter<long> EventsDropped = Meter.CreateCounter<long>(
        "tributary.events.dropped", "{event}", "Events dropped because an observer was too slow.");

    internal static class Tags
    {
        public const string Queue = "messaging.destination.name";
        public const string System = "messaging.system";
        public const string OperationType = "messaging.operation.type";
        public const string BatchSize = "messaging.batch.message_count";
        public const string ErrorType = "error.type";
    }
}
