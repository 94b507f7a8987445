using Microsoft.Extensions.Hosting;

namespace Tributary.Benchmarks.Sync;

/// <summary>The managed heap of an idle host above that of an empty one, and while a million updates pass.</summary>
internal static class Memory
{
    public static async Task<int> RunAsync(int updates)
    {
        var empty = Host.CreateApplicationBuilder().Build();
        await empty.StartAsync();
        var before = Heap();
        await using var host = await LoadHost.StartAsync();
        Console.WriteLine($"idle: {(Heap() - before) / 1048576.0,7:N2} MB above an empty host");

        const int entities = 20_000;
        await host.RoundAsync(entities, 0);
        for (var round = 1; round * entities <= updates; round++)
        {
            await host.RoundAsync(entities, round);
            if (round % 5 == 0)
                Console.WriteLine($"after {round * entities,9:N0} updates: {(Heap() - before) / 1048576.0,7:N2} MB");
        }

        await empty.StopAsync();
        return 0;
    }

    private static long Heap()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }
}
