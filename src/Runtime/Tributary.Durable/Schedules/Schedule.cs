using System.Globalization;
using Tributary.Orchestrations;

namespace Tributary;

/// <summary>When something happens again and again: by a cron expression or by an interval, always in UTC. Immutable; equal when it says the same.</summary>
public sealed class Schedule : IEquatable<Schedule>
{
    private const string EveryPrefix = "every ";
    private const string FromInfix = " from ";

    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    private readonly CronExpression? _cron;
    private readonly TimeSpan _interval;
    private readonly DateTimeOffset? _from;
    private readonly string _text;

    private Schedule(string text, CronExpression? cron, TimeSpan interval, DateTimeOffset? from)
    {
        _text = text;
        _cron = cron;
        _interval = interval;
        _from = from;
    }

    /// <summary>
    /// By a cron expression of five fields: minute, hour, day of month, month, day of week. Each is <c>*</c>, a number, a range
    /// (<c>1-5</c>), a step (<c>*/15</c>) or a list of those; months and days also have names (<c>MON-FRI</c>).
    /// </summary>
    /// <example><c>Schedule.Cron("0 3 * * *")</c> is every night at three.</example>
    /// <exception cref="FormatException">It is no such expression, or one that never occurs.</exception>
    public static Schedule Cron(string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        return new Schedule(expression.Trim(), CronExpression.Parse(expression), default, null);
    }

    /// <summary>At an interval. The times do not drift, however late a start may be.</summary>
    /// <param name="interval">At least one second.</param>
    /// <param name="from">The first time; one interval after the schedule was set when null.</param>
    public static Schedule Every(TimeSpan interval, DateTimeOffset? from = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, s_shortest);
        var text = EveryPrefix + interval.ToString("c", CultureInfo.InvariantCulture);
        if (from is { } first)
            text += FromInfix + first.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
        return new Schedule(text, null, interval, from);
    }

    /// <summary>The times after a given one, as a schedule has them that is set at that time. Endless in practice, so take as many as you want.</summary>
    public IEnumerable<DateTimeOffset> TimesAfter(DateTimeOffset after)
    {
        var set = after;
        while (NextAfter(after, set) is { } next)
            yield return after = next;
    }

    /// <inheritdoc />
    public bool Equals(Schedule? other) => other is not null && _text == other._text;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Schedule);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(_text);

    /// <summary>The cron expression, or the interval as <c>every 00:15:00</c>.</summary>
    public override string ToString() => _text;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    internal static Schedule Parse(string text)
    {
        if (!text.StartsWith(EveryPrefix, StringComparison.Ordinal))
            return Cron(text);
        var parts = text[EveryPrefix.Length..].Split(FromInfix);
        return Every(
            TimeSpan.ParseExact(parts[0], "c", CultureInfo.InvariantCulture),
            parts.Length == 1 ? null : DateTimeOffset.ParseExact(parts[1], "O", CultureInfo.InvariantCulture));
    }

    /// <summary>The first time after a given one, or null when the calendar ends before.</summary>
    /// <param name="after">The time.</param>
    /// <param name="set">When the schedule was set.</param>
    internal DateTimeOffset? NextAfter(DateTimeOffset after, DateTimeOffset set)
    {
        if (_cron is not null)
            return _cron.NextAfter(after);
        var first = _from ?? set + _interval;
        if (after < first)
            return first;
        var passed = (after - first).Ticks / _interval.Ticks + 1;
        return passed <= (DateTimeOffset.MaxValue - first).Ticks / _interval.Ticks ? first + passed * _interval : null;
    }
}
