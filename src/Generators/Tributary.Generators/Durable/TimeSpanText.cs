using System.Globalization;

namespace Tributary.Generators.Durable;

/// <summary>Writes a time span as a person would: in the greatest unit of which it is a whole number.</summary>
internal static class TimeSpanText
{
    private const string Type = "global::System.TimeSpan";

    /// <summary>The expression.</summary>
    public static string Of(TimeSpan time)
    {
        if (time == TimeSpan.Zero)
            return Type + ".Zero";
        (long Ticks, string Factory)[] units =
        [
            (TimeSpan.TicksPerDay, "FromDays"),
            (TimeSpan.TicksPerHour, "FromHours"),
            (TimeSpan.TicksPerMinute, "FromMinutes"),
            (TimeSpan.TicksPerSecond, "FromSeconds"),
            (TimeSpan.TicksPerMillisecond, "FromMilliseconds"),
            (1, "FromTicks"),
        ];
        foreach (var (ticks, factory) in units)
        {
            if (time.Ticks % ticks == 0)
                return $"{Type}.{factory}({(time.Ticks / ticks).ToString(CultureInfo.InvariantCulture)})";
        }

        throw new InvalidOperationException("Every time span is a whole number of ticks.");
    }
}
