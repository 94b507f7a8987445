using System.Globalization;
using BuildingSync.Running;
using Spectre.Console;

namespace BuildingSync.Ui;

/// <summary>Shows the work as it goes: a live table in a terminal, a line every two seconds elsewhere.</summary>
internal sealed class LiveView(IAnsiConsole console)
{
    private readonly bool _live = console.Profile.Capabilities.Interactive && console.Profile.Out.IsTerminal;
    private Snapshot? _last;
    private long _lastTime = TimeProvider.System.GetTimestamp();

    /// <summary>Shows a phase until its work is done.</summary>
    public async Task<T> ShowAsync<T>(string phase, Func<Action<Snapshot>, Task<T>> work)
    {
        if (_live)
            return await console.Live(new Table()).StartAsync(context => work(status => context.UpdateTarget(TableOf(phase, status))));

        var next = TimeSpan.Zero;
        var started = TimeProvider.System.GetTimestamp();
        return await work(status =>
        {
            if (TimeProvider.System.GetElapsedTime(started) is var elapsed && elapsed >= next)
            {
                next = elapsed + TimeSpan.FromSeconds(2);
                console.Profile.Out.Writer.WriteLine(LineOf(phase, status));
            }
        });
    }

    private Table TableOf(string phase, Snapshot status)
    {
        var rates = Rates(status);
        var table = new Table { Title = new TableTitle(phase) }.AddColumns("system", "received", "pushed", "parked", "dead letters", "records/s");
        foreach (var column in table.Columns.Skip(1))
            column.RightAligned();
        foreach (var (system, rate) in status.Systems.Zip(rates))
            table.AddRow(system.Counter.System, N(system.Received), N(system.Pushed), N(system.Parked), N(system.Dead), N(rate));
        table.Caption = new TableTitle($"{N(status.Decided)} decisions, {N(status.Pending)} waiting, {N(status.Held)} pushes held for a parent, {N(status.Dead)} dead letters");
        return table;
    }

    private string LineOf(string phase, Snapshot status) => $"{phase}: " + string.Join("; ", status.Systems.Zip(Rates(status)).Select(s =>
        $"{s.First.Counter.System} received {N(s.First.Received)}, pushed {N(s.First.Pushed)}, parked {N(s.First.Parked)}, {N(s.Second)}/s"))
        + $"; {N(status.Decided)} decisions, {N(status.Pending)} waiting, {N(status.Held)} held, {N(status.Dead)} dead letters";

    private List<long> Rates(Snapshot status)
    {
        var now = TimeProvider.System.GetTimestamp();
        var seconds = Math.Max(0.001, TimeProvider.System.GetElapsedTime(_lastTime, now).TotalSeconds);
        var rates = status.Systems.Select((s, i) => (long)((s.Received + s.Pushed - (_last is { } l ? l.Systems[i].Received + l.Systems[i].Pushed : 0)) / seconds)).ToList();
        (_last, _lastTime) = (status, now);
        return rates;
    }

    private static string N(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
