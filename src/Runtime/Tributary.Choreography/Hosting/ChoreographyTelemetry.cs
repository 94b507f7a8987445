using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Tributary;

/// <summary>
/// The choreography pillar's activity source and meter, by the name to give to a listener (<c>AddSource(ChoreographyTelemetry.Name)</c>,
/// <c>AddMeter(ChoreographyTelemetry.Name)</c>). Both cost nothing while nobody listens.
/// </summary>
public static class ChoreographyTelemetry
{
    /// <summary>The name of the activity source and of the meter.</summary>
    public const string Name = "Tributary.Choreography";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter s_meter = new(Name);

    internal static readonly UpDownCounter<long> Sessions = s_meter.CreateUpDownCounter<long>(
        "tributary.sessions", "{session}", "Sessions that are not over, by protocol.");

    internal static readonly Counter<long> Ended = s_meter.CreateCounter<long>(
        "tributary.sessions.ended", "{session}", "Sessions that are over, by protocol, state and cause.");

    internal static readonly Histogram<double> Duration = s_meter.CreateHistogram<double>(
        "tributary.session.duration", "s", "How long sessions took from their creation to their end.");

    internal static readonly Counter<long> Messages = s_meter.CreateCounter<long>(
        "tributary.session.messages", "{message}", "Messages of sessions that are over, by protocol.");

    internal static readonly Counter<long> Refused = s_meter.CreateCounter<long>(
        "tributary.sessions.refused", "{call}", "Sessions that could not be created or joined, by reason.");

    internal static class Tags
    {
        public const string Protocol = "tributary.protocol";
        public const string State = "tributary.session.state";
        public const string Session = "tributary.session.id";
        public const string Role = "tributary.role";
        public const string ErrorType = "error.type";
    }
}
