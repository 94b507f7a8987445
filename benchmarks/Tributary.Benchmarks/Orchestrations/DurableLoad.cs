using System.Diagnostics;
using System.Globalization;

namespace Tributary.Benchmarks.Orchestrations;

/// <summary>The load programs of the durable pillar, each on a SQLite file of its own.</summary>
internal static class DurableLoad
{
    private const int Steps = 5;

    /// <summary>Many instances of five activities that do nothing, against the same rows written by hand.</summary>
    public static async Task<int> ChainAsync(int instances)
    {
        await using var host = await DurableHost.StartAsync();
        await RunChainsAsync(host, Math.Min(500, instances));
        var rounds = new List<double>();
        for (var round = 0; round < 3; round++)
            rounds.Add(await RunChainsAsync(host, instances));
        var ours = instances / rounds.Order().ElementAt(1);
        using var baseline = new DurableBaseline();
        baseline.Run(500, Steps, 250);
        var best = 0.0;
        foreach (var batch in new[] { 100, 250, 1_000 })
        {
            var start = Stopwatch.GetTimestamp();
            baseline.Run(instances, Steps, batch);
            best = Math.Max(best, instances / Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Print($"{instances} orchestrations of {Steps} activities: {ours:N0}/s, {ours * Steps:N0} activities/s; by hand {best:N0}/s; ratio {ours / best:P0}");
        return 0;
    }

    /// <summary>One instance with many activities, one after the other: what a step costs at the beginning, at the end, and after a restart.</summary>
    public static async Task<int> LongAsync(int steps)
    {
        await using var host = await DurableHost.StartAsync();
        await (await host.Client.Chain.StartAsync(100)).WaitAsync();
        foreach (var length in new[] { steps / 10, steps })
        {
            var start = Stopwatch.GetTimestamp();
            await (await host.Client.Chain.StartAsync(length)).WaitAsync();
            var elapsed = Stopwatch.GetElapsedTime(start);
            Print($"one instance, {length} activities one after the other: {elapsed.TotalMilliseconds / length:F3} ms each");
        }

        return 0;
    }

    /// <summary>How long it takes to bring an instance back that has many events.</summary>
    public static async Task<int> RecoverAsync(int steps)
    {
        await using var host = await DurableHost.StartAsync();
        var fan = await host.Client.FanOutThenWait.StartAsync(steps, "recover");
        while ((await host.Client.ReadHistoryAsync("recover")).Pending.Count > 0)
            await Task.Delay(50);
        await host.RestartAsync();
        var handle = host.Client.FanOutThenWait.Get(fan.InstanceId);
        var start = Stopwatch.GetTimestamp();
        await handle.RaiseAsync("go");
        await handle.WaitAsync();
        Print($"an instance with {2 * steps} events, brought back from the file: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms to its end");
        return 0;
    }

    /// <summary>Fan-out of a thousand and of ten thousand.</summary>
    public static async Task<int> FanOutAsync(int width)
    {
        await using var host = await DurableHost.StartAsync();
        await (await host.Client.FanOut.StartAsync(500)).WaitAsync();
        var small = await TimeAsync(() => FanOutOnceAsync(host, width / 10));
        var large = await TimeAsync(() => FanOutOnceAsync(host, width));
        Print($"fan-out of {width / 10}: {small.TotalMilliseconds:F0} ms; of {width}: {large.TotalMilliseconds:F0} ms; {large / small:F1} times");
        return 0;
    }

    /// <summary>Five activities of 10 ms side by side, with four slots and with as many as wanted.</summary>
    public static async Task<int> SlotsAsync(int instances)
    {
        foreach (var slots in new int?[] { 4, null })
        {
            await using var host = await DurableHost.StartAsync(options => options.MaxActivities = slots);
            await (await host.Client.SlowFanOut.StartAsync()).WaitAsync();
            var one = await TimeAsync(async () => await (await host.Client.SlowFanOut.StartAsync()).WaitAsync());
            var all = await TimeAsync(async () =>
                await Task.WhenAll(await Task.WhenAll(Enumerable.Range(0, instances).Select(async _ => (await host.Client.SlowFanOut.StartAsync()).WaitAsync()))));
            var floor = slots is null ? 0.01 : instances * 5 * 0.01 / slots.Value;
            Print($"5-way fan-out of 10 ms, {(slots is null ? "unlimited slots" : $"{slots} slots")}: one {one.TotalMilliseconds:F1} ms; {instances} instances {all.TotalSeconds:F2} s (least possible {floor:F2} s)");
        }

        return 0;
    }

    /// <summary>Idle instances: their memory, and how fast all of them are woken.</summary>
    public static async Task<int> IdleAsync(int instances)
    {
        await using var host = await DurableHost.StartAsync();
        await (await host.Client.Chain.StartAsync(5)).WaitAsync();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var handles = await Task.WhenAll(Enumerable.Range(0, instances).Select(i => host.Client.AwaitEvent.StartAsync("idle" + i.ToString(CultureInfo.InvariantCulture)).AsTask()));
        while ((await host.Client.ReadHistoryAsync(handles[^1].InstanceId)).Turns.Count == 0)
            await Task.Delay(20);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        Print($"{instances} idle instances: {(after - before) / (double)instances:F0} B each with {Math.Min(instances, 1_000)} of them warm");
        var woken = await TimeAsync(async () =>
        {
            await Task.WhenAll(handles.Select(handle => handle.RaiseAsync("go").AsTask()));
            await Task.WhenAll(handles.Select(handle => handle.WaitAsync()));
        });
        Print($"{instances} idle instances woken to their end: {woken.TotalMilliseconds:F0} ms, {instances / woken.TotalSeconds:N0}/s");
        return 0;
    }

    /// <summary>Many timers that are due in one minute.</summary>
    public static async Task<int> TimersAsync(int timers, int seconds)
    {
        await using var host = await DurableHost.StartAsync();
        var begin = DateTimeOffset.UtcNow.AddSeconds(timers / 2_000);
        var start = Stopwatch.GetTimestamp();
        var handles = new List<OrchestrationHandle<int>>(timers);
        for (var from = 0; from < timers; from += 1_000)
        {
            handles.AddRange(await Task.WhenAll(Enumerable.Range(from, Math.Min(1_000, timers - from))
                .Select(i => host.Client.Sleep.StartAsync(begin + TimeSpan.FromSeconds(seconds * (double)i / timers)).AsTask())));
        }

        var started = Stopwatch.GetElapsedTime(start);
        await Task.WhenAll(handles.Select(handle => handle.WaitAsync()));
        var late = DateTimeOffset.UtcNow - (begin + TimeSpan.FromSeconds(seconds));
        Print($"{timers} timers due within {seconds} s: started in {started.TotalSeconds:F1} s, the last instance ended {late.TotalSeconds:F2} s after the last was due");
        return 0;
    }

    private static async Task<double> RunChainsAsync(DurableHost host, int instances)
    {
        var start = Stopwatch.GetTimestamp();
        var handles = await Task.WhenAll(Enumerable.Range(0, instances).Select(_ => host.Client.Chain.StartAsync(Steps).AsTask()));
        foreach (var handle in handles)
        {
            if (await handle.WaitAsync() != Steps)
                throw new InvalidOperationException("A chain has a wrong result.");
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task FanOutOnceAsync(DurableHost host, int width) => await (await host.Client.FanOut.StartAsync(width)).WaitAsync();

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var start = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(start);
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
