using System.Globalization;

namespace Tributary.Orchestrations.Tests;

/// <summary>Cron expressions, against a search minute by minute that reads the expression in its own way.</summary>
public sealed class CronTests
{
    private static readonly string[] s_months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] s_days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    [Theory]
    [InlineData("* * * * *", "2026-11-20T20:15:00Z", "2026-11-20T20:16:00Z")]
    [InlineData("* * * * *", "2026-11-20T20:15:59.9999999Z", "2026-11-20T20:16:00Z")]
    [InlineData("*/15 * * * *", "2026-11-20T20:50:00Z", "2026-11-20T21:00:00Z")]
    [InlineData("0 3 * * *", "2026-11-20T03:00:00Z", "2026-11-21T03:00:00Z")]
    [InlineData("0 3 * * *", "2026-11-20T02:59:59Z", "2026-11-20T03:00:00Z")]
    [InlineData("30 9 * * MON-FRI", "2026-11-20T09:30:00Z", "2026-11-23T09:30:00Z")]
    [InlineData("0 0 1 1 *", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("59 23 31 12 *", "2026-12-31T23:58:00Z", "2026-12-31T23:59:00Z")]
    [InlineData("0 0 29 2 *", "2096-03-01T00:00:00Z", "2104-02-29T00:00:00Z")]
    [InlineData("0 0 13 * FRI", "2026-11-20T00:00:00Z", "2026-11-27T00:00:00Z")]
    [InlineData("0 0 */2 * MON", "2026-11-20T00:00:00Z", "2026-11-23T00:00:00Z")]
    [InlineData("0 12 * * 7", "2026-11-20T00:00:00Z", "2026-11-22T12:00:00Z")]
    [InlineData("5/20 0 * * *", "2026-11-20T00:30:00Z", "2026-11-20T00:45:00Z")]
    [InlineData("0 0 31 * *", "2026-11-20T00:00:00Z", "2026-12-31T00:00:00Z")]
    public void The_next_time_is_found(string expression, string after, string expected) =>
        Assert.Equal(Time(expected), Schedule.Cron(expression).TimesAfter(Time(after)).First());

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("* * * * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* 24 * * *")]
    [InlineData("* * 0 * *")]
    [InlineData("* * 32 * *")]
    [InlineData("* * * 13 *")]
    [InlineData("* * * * 8")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("1/2/3 * * * *")]
    [InlineData("1-2-3 * * * *")]
    [InlineData("1,,2 * * * *")]
    [InlineData("-1 * * * *")]
    [InlineData("1.5 * * * *")]
    [InlineData("* * * SUN *")]
    [InlineData("99999999999 * * * *")]
    [InlineData("0 0 30 2 *")]
    [InlineData("0 0 31 4,6,9,11 *")]
    public void What_is_no_expression_is_refused(string expression) => Assert.Throws<FormatException>(() => Schedule.Cron(expression));

    [Fact]
    public void The_calendar_ends() => Assert.Empty(Schedule.Cron("* * * * *").TimesAfter(DateTimeOffset.MaxValue));

    [Fact]
    public void The_next_time_is_the_first_minute_that_matches()
    {
        for (var seed = 1; seed <= 400; seed++)
        {
            var random = new Random(seed);
            var fields = new[] { Field(random, 0, 59, []), Field(random, 0, 23, []), Field(random, 1, 28, []), Field(random, 1, 12, s_months), Field(random, 0, 6, s_days) };
            // The day fields are rare together, so that the search by minutes ends.
            fields[3] = random.Next(4) == 0 ? fields[3] : "*";
            var expression = string.Join(' ', fields);
            var after = new DateTimeOffset(2024 + random.Next(5), 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.Next(366 * 86_400));

            var expected = Search(fields, after);

            Assert.True(expected == Schedule.Cron(expression).TimesAfter(after).First(), $"seed {seed}: '{expression}' after {after:O}: expected {expected:O}");
        }
    }

    [Fact]
    public void Times_grow_and_all_match()
    {
        var times = Schedule.Cron("*/7 8-18/3 * feb-may mon,wed").TimesAfter(Time("2026-11-20T00:00:00Z")).Take(1_000).ToList();

        Assert.Equal(times.Order().Distinct(), times);
        Assert.All(times, static t => Assert.True(Matches(["*/7", "8-18/3", "*", "feb-may", "mon,wed"], t)));
    }

    private static DateTimeOffset Search(string[] fields, DateTimeOffset after)
    {
        var minute = after.AddTicks(-(after.Ticks % TimeSpan.TicksPerMinute));
        while (true)
        {
            minute = minute.AddMinutes(1);
            // A day that cannot match is passed at once; nothing else is clever here.
            if (!DayMatches(fields, minute))
                minute = new DateTimeOffset(minute.UtcDateTime.Date, TimeSpan.Zero).AddMinutes(1_439);
            else if (Matches(fields, minute))
                return minute;
        }
    }

    private static bool Matches(string[] fields, DateTimeOffset time) =>
        DayMatches(fields, time) && InField(fields[0], time.Minute, 59, []) && InField(fields[1], time.Hour, 23, []);

    private static bool DayMatches(string[] fields, DateTimeOffset time)
    {
        var (byMonth, byWeek) = (InField(fields[2], time.Day, 31, []), InField(fields[4], (int)time.DayOfWeek, 6, s_days));
        var days = fields[2].StartsWith('*') || fields[4].StartsWith('*') ? byMonth && byWeek : byMonth || byWeek;
        return days && InField(fields[3], time.Month, 12, s_months, 1);
    }

    private static bool InField(string field, int value, int most, string[] names, int offset = 0) => field.Split(',').Any(item =>
    {
        var slash = item.IndexOf('/', StringComparison.Ordinal);
        var range = slash < 0 ? item : item[..slash];
        var step = slash < 0 ? 1 : int.Parse(item[(slash + 1)..], CultureInfo.InvariantCulture);
        var least = names == s_months || most == 31 ? 1 : 0;
        var first = range == "*" ? least : Value(range.Split('-')[0]);
        var last = range == "*" || (slash >= 0 && !range.Contains('-', StringComparison.Ordinal)) ? most : Value(range.Split('-')[^1]);
        return value >= first && value <= last && (value - first) % step == 0;

        int Value(string text) => Array.IndexOf(names, text) is var at && at >= 0 ? at + offset : int.Parse(text, CultureInfo.InvariantCulture);
    });

    private static string Field(Random random, int least, int most, string[] names)
    {
        return random.Next(5) switch
        {
            0 or 1 => "*",
            2 => string.Create(CultureInfo.InvariantCulture, $"*/{random.Next(1, 12)}"),
            3 => string.Join(',', Enumerable.Range(0, random.Next(1, 4)).Select(_ => Name(random.Next(least, most + 1)))),
            _ => Range(),
        };

        string Range()
        {
            var first = random.Next(least, most + 1);
            var range = $"{Name(first)}-{Name(random.Next(first, most + 1))}";
            return random.Next(2) == 0 ? range : string.Create(CultureInfo.InvariantCulture, $"{range}/{random.Next(1, 5)}");
        }

        string Name(int value) => names.Length > 0 && random.Next(2) == 0 ? names[value - least] : value.ToString(CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset Time(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
