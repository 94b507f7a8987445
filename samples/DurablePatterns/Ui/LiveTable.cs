using System.Globalization;
using DurablePatterns.Running;
using DurablePatterns.World;
using Spectre.Console;

namespace DurablePatterns.Ui;

/// <summary>Shows the patterns as they run: a live table in a terminal, a line every two seconds elsewhere.</summary>
internal sealed class LiveTable(IAnsiConsole console, IReadOnlyList<Pattern> patterns, Effects effects, TimeProvider clock)
{
    private readonly bool _live = console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;

    /// <summary>Shows the work until it is done.</summary>
    public async Task<T> ShowAsync<T>(Func<Action, Task<T>> work)
    {
        if (_live)
            return await console.Live(TableNow()).StartAsync(context => work(() => context.UpdateTarget(TableNow())));

        var started = clock.GetTimestamp();
        var next = TimeSpan.Zero;
        return await work(() =>
        {
            if (clock.GetElapsedTime(started) is var elapsed && elapsed >= next)
            {
                next = elapsed + TimeSpan.FromSeconds(2);
                console.Profile.Out.Writer.WriteLine(LineNow());
            }
        });
    }

    private Table TableNow()
    {
        var table = new Table().Title("durable patterns").AddColumns("pattern", "started", "running", "completed", "failed", "effects");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var p in patterns)
            table.AddRow(p.Name, N(p.Started), N(p.Started - p.Ended), N(p.Ended - p.Failed), N(p.Failed), N(effects.CountOf(p.Prefix)));
        return table.Caption("[grey]every third saga is meant to fail[/]");
    }

    private string LineNow() => string.Join("; ", patterns.Select(p => $"{p.Name} {N(p.Ended)}/{N(p.Started)}"))
        + $"; {N(patterns.Sum(p => effects.CountOf(p.Prefix)))} effects";

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
