using System.Globalization;
using BuildingSync.Running;
using Spectre.Console;

namespace BuildingSync.Ui;

/// <summary>Prints what a run has to report.</summary>
internal static class Report
{
    public static void Print(IAnsiConsole console, RunResult result, Buildings buildings, DataFolder data)
    {
        var table = new Table { Title = new TableTitle("Result"), ShowHeaders = false }.AddColumns("what", "value");
        void Row(string what, string value) => table.AddRow(Markup.Escape(what), Markup.Escape(value));

        Row("entities", string.Join(", ", result.Entities.Select(e => $"{e.Key} {N(e.Value)}")) + $"; links to native ids: {N(result.Links)}");
        Row("decisions", string.Join(", ", result.Final.Decisions.Where(d => d.Value > 0).Select(d => $"{d.Key} {N(d.Value)}")));
        Row("import", Text(result.Import));
        Row("edits", Text(result.Life) + $"; {N(result.Edits)} edits");
        // The first look-up of a new id finds nothing anywhere; it counts as a miss, so an import cannot come near to all.
        Row("identity cache", $"import {Hits(result.Import)}, edits {Hits(result.Life)} of the look-ups answered from memory");
        foreach (var group in result.Parked.GroupBy(p => (p.Source.System, p.Code)).OrderBy(g => g.Key))
            Row("parked", $"{N(group.Count())} of {group.Key.System}, {group.Key.Code}: for example {Short(group.First().Reason)}");
        foreach (var group in result.DeadLetters.GroupBy(d => (d.Queue, d.Letter.Reason)).OrderBy(g => g.Key))
            Row("dead letters", $"{N(group.Count())} in {group.Key.Queue}, {group.Key.Reason}: for example {Short(group.First().Letter.Detail)}");
        foreach (var counter in buildings.Counters.Where(c => c.Rejects.Count > 0))
            Row("unreadable", $"{N(counter.Rejects.Count)} of {counter.System}, kept in {Path.GetRelativePath(data.Path, counter.Rejects.File)}");
        Row("records", string.Join(", ", result.Convergence.Records.Select(r => $"{r.Key} {N(r.Value)}"))
            + "; not comparable: " + string.Join(", ", result.Convergence.Unusable.OrderBy(u => u.Key).Select(u => $"{u.Key.System} {u.Value} {u.Key.Reason}")));
        Row("convergence", result.Convergence.Converged
            ? $"yes: {N(result.Convergence.Things.Values.Sum())} things, {N(result.Convergence.Compared)} values compared in the systems' own storages"
            : $"NO: {N(result.Convergence.Differences)} differences");
        Row("edits checked", $"{N(result.EditCheck.Looked)} found everywhere or lost, {N(result.EditCheck.Contested)} edited in several places; lost: {result.EditCheck.Lost.Count}");
        if (!result.Final.AtRest)
            Row("not at rest", $"{N(result.Final.Pending)} messages wait, all read: {buildings.AllRead}");
        console.Write(table);
        foreach (var line in result.Convergence.Examples.Concat(result.EditCheck.Lost.Take(10)))
            console.Profile.Out.Writer.WriteLine(line);
    }

    private static string Text(Phase phase) =>
        $"{N(phase.Decisions)} decisions in {phase.Time.TotalSeconds.ToString("N1", CultureInfo.InvariantCulture)} s, {N((long)phase.PerSecond)}/s, "
        + $"latency p50 {Ms(phase.P50)}, p99 {Ms(phase.P99)}";

    private static string Hits(Phase phase) =>
        phase.Lookups == 0 ? "none" : ((double)phase.Hits / phase.Lookups).ToString("P1", CultureInfo.InvariantCulture);

    private static string Ms(TimeSpan time) => time.TotalMilliseconds.ToString("N1", CultureInfo.InvariantCulture) + " ms";

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Short(string text) => text.Length <= 160 ? text : text[..100] + " ... " + text[^40..];
}
