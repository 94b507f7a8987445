using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Events;

namespace Tributary.Benchmarks.Sync;

/// <summary>From <c>Send</c> to the committed decision, at a fixed rate. The send time travels as the correlation id.</summary>
internal static class Latency
{
    public static async Task<int> RunAsync(int perSecond, int seconds)
    {
        await using var host = await LoadHost.StartAsync();
        const int entities = 5_000;
        await host.RoundAsync(entities, 0);

        var latencies = new List<double>(perSecond * seconds);
        var total = perSecond * seconds;
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var observing = host.Services.GetRequiredService<IFlowEvents>().Observe<UpdateDecision>().Subscribe(decision =>
        {
            if (decision.CorrelationId is null)
                return;
            latencies.Add(Stopwatch.GetElapsedTime(long.Parse(decision.CorrelationId, CultureInfo.InvariantCulture)).TotalMilliseconds);
            if (latencies.Count == total)
                done.TrySetResult();
        });

        var start = Stopwatch.GetTimestamp();
        var sends = new List<Task>();
        for (var sent = 0; sent < total;)
        {
            var due = (int)Math.Min(total, Stopwatch.GetElapsedTime(start).TotalSeconds * perSecond);
            for (; sent < due; sent++)
            {
                var options = new SendOptions { CorrelationId = Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture) };
                sends.Add(host.Source.Send(Meter.Make(sent % entities, 1 + (sent / entities)), options).AsTask());
            }

            await Task.Delay(1);
        }

        await Task.WhenAll(sends);
        if (await Task.WhenAny(done.Task, Task.Delay(TimeSpan.FromSeconds(30))) != done.Task)
            Console.WriteLine($"observed {latencies.Count:N0} of {total:N0}; {host.Services.GetRequiredService<IFlowEvents>().Dropped:N0} events dropped");
        latencies.Sort();
        Console.WriteLine($"{perSecond:N0} updates/s for {seconds} s: p50 {At(0.5):N2} ms, p90 {At(0.9):N2} ms, p99 {At(0.99):N2} ms, p99.9 {At(0.999):N2} ms, max {latencies[^1]:N2} ms");
        return 0;

        double At(double share) => latencies[(int)(share * (latencies.Count - 1))];
    }
}
