using System.Globalization;
using DurablePatterns.Checking;
using Spectre.Console;

namespace DurablePatterns.Ui;

/// <summary>The end of a run: a row for each pattern, and what is wrong.</summary>
internal static class Report
{
    private const int MaxExamples = 10;

    public static void Print(IAnsiConsole console, IReadOnlyList<Verified> patterns)
    {
        var table = new Table().AddColumns("pattern", "instances", "right", "open", "wrong", "effects", "doubled", "repeated calls");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var p in patterns)
            table.AddRow(p.Name, N(p.Instances), N(p.Completed), Bad(p.Open.Count), Bad(p.Wrong.Count), N(p.Effects), Bad(p.Duplicates.Count), N(p.Repeated));
        console.Write(table);
        foreach (var example in patterns.SelectMany(static p => p.Open.Concat(p.Wrong).Concat(p.Duplicates)).Take(MaxExamples))
            console.WriteLine(example);
        var (instances, effects) = (patterns.Sum(static p => p.Instances), patterns.Sum(static p => p.Effects));
        console.WriteLine(patterns.All(IsRight)
            ? $"yes: {N(instances)} instances have ended as they should, and {N(effects)} effects were had once each"
            : $"NO: {patterns.Sum(static p => p.Open.Count)} open, {patterns.Sum(static p => p.Wrong.Count)} wrong, {patterns.Sum(static p => p.Duplicates.Count)} doubled");
    }

    public static int ExitCode(bool ended, IReadOnlyList<Verified> patterns) => !ended ? 3 : patterns.All(IsRight) ? 0 : 1;

    private static bool IsRight(Verified pattern) => pattern is { Open.Count: 0, Wrong.Count: 0, Duplicates.Count: 0 };

    private static string Bad(int number) => number == 0 ? "0" : $"[red]{N(number)}[/]";

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
