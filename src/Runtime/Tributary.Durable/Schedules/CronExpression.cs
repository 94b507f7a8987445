using System.Globalization;
using System.Numerics;

namespace Tributary.Orchestrations;

/// <summary>
/// A cron expression of five fields (minute, hour, day of month, month, day of week) in UTC. Fields hold <c>*</c>, numbers, ranges, steps
/// and lists; months and days of the week also have names; 7 is Sunday, too. As in every cron, a day matches either of the two day fields
/// when neither of them begins with <c>*</c>.
/// </summary>
internal sealed class CronExpression
{
    // A 29th of February may be eight years away.
    private const int MostDays = 8 * 366 + 1;

    private static readonly string[] s_months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    private static readonly string[] s_days = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

    private readonly ulong _minutes;
    private readonly ulong _hours;
    private readonly ulong _monthDays;
    private readonly ulong _months;
    private readonly ulong _weekDays;
    private readonly bool _eitherDay;

    private CronExpression(string[] fields)
    {
        _minutes = Parse(fields[0], "minute", 0, 59, []);
        _hours = Parse(fields[1], "hour", 0, 23, []);
        _monthDays = Parse(fields[2], "day of month", 1, 31, []);
        _months = Parse(fields[3], "month", 1, 12, s_months);
        var weekDays = Parse(fields[4], "day of week", 0, 7, s_days);
        _weekDays = (weekDays | (weekDays >> 7)) & 0x7F;
        _eitherDay = fields[2][0] != '*' && fields[4][0] != '*';
    }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="FormatException">It is no cron expression, or never occurs.</exception>
    public static CronExpression Parse(string text)
    {
        var fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (fields.Length != 5)
            throw new FormatException($"'{text}' has {fields.Length} fields; a cron expression has five: minute, hour, day of month, month, day of week.");
        var parsed = new CronExpression(fields);
        return parsed.NextAfter(DateTimeOffset.UnixEpoch) is null ? throw new FormatException($"'{text}' never occurs: no such month has that day.") : parsed;
    }

    /// <summary>The first occurrence after a time, or null when there is none before the end of the calendar.</summary>
    public DateTimeOffset? NextAfter(DateTimeOffset after)
    {
        var utc = after.UtcDateTime;
        if (DateTime.MaxValue - utc < TimeSpan.FromMinutes(1))
            return null;
        var from = utc.AddTicks(TimeSpan.TicksPerMinute - utc.Ticks % TimeSpan.TicksPerMinute);
        for (var days = 0; days < MostDays; days++)
        {
            if (Matches(from) && TimeFrom(from) is { } time)
                return new DateTimeOffset(from.Date + time, TimeSpan.Zero);
            if (from.Date == DateTime.MaxValue.Date)
                return null;
            from = from.Date.AddDays(1);
        }

        return null;
    }

    private bool Matches(DateTime day)
    {
        if (!Has(_months, day.Month))
            return false;
        var (monthDay, weekDay) = (Has(_monthDays, day.Day), Has(_weekDays, (int)day.DayOfWeek));
        return _eitherDay ? monthDay || weekDay : monthDay && weekDay;
    }

    private TimeSpan? TimeFrom(DateTime from)
    {
        if (Has(_hours, from.Hour) && First(_minutes, from.Minute) is { } minute)
            return new TimeSpan(from.Hour, minute, 0);
        return First(_hours, from.Hour + 1) is { } hour ? new TimeSpan(hour, First(_minutes, 0)!.Value, 0) : null;
    }

    private static bool Has(ulong set, int value) => (set >> value & 1) != 0;

    private static int? First(ulong set, int from)
    {
        var rest = set >> from << from;
        return rest == 0 ? null : BitOperations.TrailingZeroCount(rest);
    }

    private static ulong Parse(string field, string what, int least, int most, string[] names)
    {
        ulong set = 0;
        foreach (var item in field.Split(','))
        {
            var parts = item.Split('/');
            var step = parts.Length == 2 ? Number(parts[1], []) : 1;
            var ends = parts[0].Split('-');
            var (first, last) = parts[0] == "*" ? (least, most) : (Number(ends[0], names), Number(ends[^1], names));
            // A single number with a step counts from there on.
            if (parts.Length == 2 && ends.Length == 1)
                last = most;
            // That Sunday has two numbers must not let a step hit it twice.
            if (parts[0] == "*" && most == 7)
                last = 6;
            if (parts.Length > 2 || ends.Length > 2 || step is null or < 1 || first is null || last is null || first < least || last > most || first > last)
                throw new FormatException($"'{item}' is no {what} of a cron expression; it goes from {least} to {most}.");
            for (var value = first.Value; value <= last; value += step.Value)
                set |= 1UL << value;
        }

        return set;

        int? Number(string text, string[] known)
        {
            var named = Array.FindIndex(known, name => name.Equals(text, StringComparison.OrdinalIgnoreCase));
            if (named >= 0)
                return named + least;
            return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 10_000 ? number : null;
        }
    }
}
