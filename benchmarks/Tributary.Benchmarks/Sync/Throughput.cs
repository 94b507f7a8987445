using System.Diagnostics;

namespace Tributary.Benchmarks.Sync;

/// <summary>
/// Updates per second from <c>Send</c> to the delivery in a second system, everything committed, against a hand-written ADO.NET loop
/// that writes the same rows in the same run. Processor time is printed beside, because it holds on a machine that does other things too.
/// </summary>
internal static class Throughput
{
    private const int Entities = 20_000;

    public static async Task<int> RunAsync(int updates)
    {
        var rounds = Math.Max(1, updates / Entities);
        await using var host = await LoadHost.StartAsync();

        var cost = Cost.Start();
        await host.RoundAsync(Entities, 0);
        cost.Print("sync, new entities (links and keys claimed)", Entities);

        await host.RoundAsync(Entities, 1);
        cost = Cost.Start();
        for (var round = 0; round < rounds; round++)
            await host.RoundAsync(Entities, round + 2);
        var ours = cost.Print("sync, updates", rounds * Entities);

        double best = 0;
        foreach (var batch in new[] { 100, 250, 1_000 })
        {
            using var baseline = new AdoBaseline(Entities);
            baseline.Round(batch);
            cost = Cost.Start();
            for (var round = 0; round < rounds; round++)
                baseline.Round(batch);
            best = Math.Max(best, cost.Print($"ADO.NET by hand, {batch} updates a transaction", rounds * Entities));
        }

        Console.WriteLine($"ratio to the best baseline: {ours / best:P0}");
        return 0;
    }

    /// <summary>Time on the clock and on the processors since a moment.</summary>
    private sealed class Cost
    {
        private readonly Stopwatch _watch = Stopwatch.StartNew();
        private readonly TimeSpan _processor = Process.GetCurrentProcess().TotalProcessorTime;

        public static Cost Start() => new();

        public double Print(string what, int count)
        {
            var elapsed = _watch.Elapsed;
            var processor = Process.GetCurrentProcess().TotalProcessorTime - _processor;
            var rate = count / elapsed.TotalSeconds;
            Console.WriteLine($"{what,-48} {count,9:N0} in {elapsed.TotalSeconds,6:N2} s = {rate,9:N0}/s, {processor.TotalMicroseconds / count,6:N1} us of processor each");
            return rate;
        }
    }
}
