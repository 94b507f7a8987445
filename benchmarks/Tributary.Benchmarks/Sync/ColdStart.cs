using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tributary.Events;

namespace Tributary.Benchmarks.Sync;

/// <summary>From the start of the process to the first decided update, on an empty folder, and what each step of it costs.</summary>
internal static class ColdStart
{
    /// <summary>Starts a process per run, and prints the medians.</summary>
    public static async Task<int> RunAsync(int runs)
    {
        var marks = new List<List<Mark>>();
        for (var i = 0; i < runs; i++)
            marks.Add(await StartChildAsync("cold-start-child"));
        var empty = new List<List<Mark>>();
        for (var i = 0; i < runs; i++)
            empty.Add(await StartChildAsync("empty-host-child"));

        Print("the sample host", marks);
        Print("a host with nothing in it", empty);
        return 0;
    }

    /// <summary>One cold start, in a process of its own.</summary>
    public static async Task<int> ChildAsync()
    {
        var marks = new List<Mark> { Mark.Now("the program begins") };
        await using var host = await LoadHost.StartAsync(built: () => marks.Add(Mark.Now("the host is built")));
        marks.Add(Mark.Now("the host and the adapters have started"));
        var decided = new TaskCompletionSource();
        using var observing = host.Services.GetRequiredService<IFlowEvents>().Observe<UpdateDecision>().Subscribe(_ => decided.TrySetResult());
        await host.Source.Send(Meter.Make(1, 1));
        marks.Add(Mark.Now("the first update is sent"));
        await decided.Task;
        marks.Add(Mark.Now("the first update is decided"));
        Write(marks);
        return 0;
    }

    /// <summary>The same without Tributary, so that one sees what the runtime and the host take.</summary>
    public static async Task<int> EmptyChildAsync()
    {
        var marks = new List<Mark> { Mark.Now("the program begins") };
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        using var host = builder.Build();
        marks.Add(Mark.Now("the host is built"));
        await host.StartAsync();
        marks.Add(Mark.Now("the host has started"));
        Write(marks);
        await host.StopAsync();
        return 0;
    }

    private static void Write(List<Mark> marks)
    {
        var started = Process.GetCurrentProcess().StartTime;
        foreach (var mark in marks)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(mark.At - started).TotalMilliseconds}|{mark.Methods}|{mark.Compiling.TotalMilliseconds}|{mark.Name}"));
    }

    private static async Task<List<Mark>> StartChildAsync(string name)
    {
        using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, name) { RedirectStandardOutput = true })!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Mark.Parse)];
    }

    private static void Print(string what, List<List<Mark>> runs)
    {
        var totals = runs.Select(static marks => marks[^1].Since).Order().ToList();
        Console.WriteLine($"{what}: median {totals[totals.Count / 2]:N0} ms of {runs.Count} runs ({totals[0]:N0} to {totals[^1]:N0})");
        for (var i = 0; i < runs[0].Count; i++)
        {
            double Median(Func<Mark, double> value) => runs.Select(marks => value(marks[i])).Order().ElementAt(runs.Count / 2);
            Console.WriteLine($"  {runs[0][i].Name,-40} {Median(static m => m.Since),5:N0} ms; {Median(static m => m.Methods),6:N0} methods compiled in {Median(static m => m.Compiling.TotalMilliseconds),5:N0} ms");
        }
    }

    /// <summary>How far a start has come, and what the compiler of the runtime has done until then, on all threads.</summary>
    private sealed record Mark(string Name, DateTime At, double Since, long Methods, TimeSpan Compiling)
    {
        public static Mark Now(string name) => new(name, DateTime.Now, 0, JitInfo.GetCompiledMethodCount(), JitInfo.GetCompilationTime());

        public static Mark Parse(string line)
        {
            var parts = line.Split('|');
            return new(parts[3], default, double.Parse(parts[0], CultureInfo.InvariantCulture), long.Parse(parts[1], CultureInfo.InvariantCulture),
                TimeSpan.FromMilliseconds(double.Parse(parts[2], CultureInfo.InvariantCulture)));
        }
    }
}
