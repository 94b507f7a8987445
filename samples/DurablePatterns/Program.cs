using DurablePatterns.Checking;
using DurablePatterns.Running;
using DurablePatterns.Ui;
using DurablePatterns.World;
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
        // The first Ctrl-C starts nothing new and lets what runs come to its end; the second one ends the program.
        pressed.Cancel = !stop.IsCancellationRequested;
        stop.Cancel();
    };

    using var data = new DataFolder(options);
    var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = Console.IsOutputRedirected ? AnsiSupport.No : AnsiSupport.Detect });
    if (Console.IsOutputRedirected)
        console.Profile.Width = 140;
    Console.WriteLine($"Data in {data.Path}{(data.IsUsed ? ", going on from the last run" : "")}.");

    var clock = TimeProvider.System;
    using var effects = new Effects(data.Effects, clock);
    var builder = Host.CreateApplicationBuilder();
    builder.Services.AddTributary().UseSqlite(data.Store);
    builder.Services.AddSingleton(effects).AddHostedService<People>();
    builder.Services.Configure<ConsoleLifetimeOptions>(lifetime => lifetime.SuppressStatusMessages = true);
    // Activities that fail belong to the patterns.
    builder.Logging.SetMinimumLevel(LogLevel.Critical);

    using var host = builder.Build();
    await host.StartAsync(CancellationToken.None);
    var client = host.Services.GetRequiredService<DurableClient>();
    var patterns = Expectations.All(clock);
    var run = new PatternRun(client, patterns, options, clock);
    var ended = await new LiveTable(console, patterns, effects, clock).ShowAsync(show => run.RunAsync(show, stop.Token));
    var verified = await Verification.RunAsync(client, patterns, effects);
    Report.Print(console, verified);
    await host.StopAsync(CancellationToken.None);
    return Report.ExitCode(ended, verified);
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
