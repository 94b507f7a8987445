using System.Diagnostics;

namespace Tributary.Benchmarks.Sync;

/// <summary>
/// Updates per second from <c>Send</c> to the delivery in a second system, everything committed, against a hand-written ADO.NET loop
/// that writes the same rows in the same run.
/// </summary>
internal static class Throughput
{
    private const int Entities = 20_000;

    public static async Task<int> RunAsync(int updates)
    {
        var rounds = Math.Max(1, updates / Entities);
        await using var host = await LoadHost.StartAsync();

        var watch = Stopwatch.StartNew();
        await host.RoundAsync(Entities, 0);
        Print("sync, new entities (links and keys claimed)", Entities, watch.Elapsed);

        await host.RoundAsync(Entities, 1);
        watch.Restart();
        for (var round = 0; round < rounds; round++)
            await host.RoundAsync(Entities, round + 2);
        var ours = Print("sync, updates", rounds * Entities, watch.Elapsed);

        double best = 0;
        foreach (var batch in new[] { 100, 250, 1_000 })
            best = Math.Max(best, Print($"ADO.NET by hand, {batch} updates a transaction", rounds * Entities, AdoBaseline.Run(Entities, rounds, batch)));
        Console.WriteLine($"ratio to the best baseline: {ours / best:P0}");
        return 0;
    }

    private static double Print(string what, int count, TimeSpan elapsed)
    {
        var rate = count / elapsed.TotalSeconds;
        Console.WriteLine($"{what,-52} {count,9:N0} in {elapsed.TotalSeconds,6:N2} s = {rate,9:N0}/s");
        return rate;
    }
}
