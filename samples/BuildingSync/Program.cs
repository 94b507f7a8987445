using BuildingSync.Editing;
using BuildingSync.Running;
using BuildingSync.Ui;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Spectre.Console;
using Tributary;
using Tributary.Sqlite;
using Tributary.Store;

try
{
    var options = SampleOptions.Parse(args);
    if (options.ShowHelp)
    {
        Console.WriteLine(SampleOptions.Help);
        return 0;
    }

    using var stop = new CancellationTokenSource();
    Console.CancelKeyPress += (_, pressed) =>
    {
        // The first Ctrl-C ends the edits and lets everything come to rest; the second one ends the program.
        pressed.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    };

    using var data = new DataFolder(options);
    var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
    if (Console.IsOutputRedirected)
        console.Profile.Width = 140;
    Console.WriteLine($"Data in {data.Path}{(data.IsSeeded ? ", going on from the last run" : "")}.");
    await using var buildings = await Buildings.OpenAsync(data, options, stop.Token);

    // <snippet start>
    var builder = Host.CreateApplicationBuilder();
    builder.Services.AddTributary().UseSqlite(data.Store);
    // </snippet>
    buildings.AddTo(builder.Services);
    builder.Logging.SetMinimumLevel(LogLevel.Warning);
    builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);

    using var latencies = new Latencies();
    using var host = builder.Build();
    await host.StartAsync(CancellationToken.None);
    using var journal = new EditJournal(data.Edits);
    var run = new SampleRun(
        host.Services.GetRequiredService<FlowSync>(), host.Services.GetRequiredService<IFlowStore>(), buildings, journal, new LiveView(console), latencies, options, data.CountRun());
    var result = await run.RunAsync(stop.Token);
    Report.Print(console, result, buildings, data);
    await host.StopAsync(CancellationToken.None);
    return result.ExitCode;
}
catch (UsageException e)
{
    Console.Error.WriteLine($"{e.Message} --help shows the options.");
    return 2;
}
catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException or FlowStoreException
    or Microsoft.Extensions.Options.OptionsValidationException)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}
