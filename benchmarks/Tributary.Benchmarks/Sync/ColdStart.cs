using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Events;

namespace Tributary.Benchmarks.Sync;

/// <summary>From the start of the process to the first decided update, on an empty folder.</summary>
internal static class ColdStart
{
    public static async Task<int> RunAsync(int runs)
    {
        var times = new List<double>();
        for (var i = 0; i < runs; i++)
        {
            using var child = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, "cold-start-child") { RedirectStandardOutput = true })!;
            times.Add(double.Parse((await child.StandardOutput.ReadToEndAsync()).Trim(), System.Globalization.CultureInfo.InvariantCulture));
            await child.WaitForExitAsync();
        }

        times.Sort();
        Console.WriteLine($"cold start to the first decided update: median {times[times.Count / 2]:N0} ms of {runs} runs ({times[0]:N0} to {times[^1]:N0})");
        return 0;
    }

    public static async Task<int> ChildAsync()
    {
        await using var host = await LoadHost.StartAsync();
        var decided = new TaskCompletionSource();
        using var observing = host.Services.GetRequiredService<IFlowEvents>().Observe<UpdateDecision>().Subscribe(_ => decided.TrySetResult());
        await host.Source.Send(Meter.Make(1, 1));
        await decided.Task;
        Console.WriteLine((DateTime.Now - Process.GetCurrentProcess().StartTime).TotalMilliseconds.ToString("F1", System.Globalization.CultureInfo.InvariantCulture));
        return 0;
    }
}
