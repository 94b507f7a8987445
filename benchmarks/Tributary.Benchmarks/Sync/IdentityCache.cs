namespace Tributary.Benchmarks.Sync;

/// <summary>The share of identity look-ups that memory answers, on a skewed (Zipf, exponent 1) stream over many entities.</summary>
internal static class IdentityCache
{
    public static async Task<int> RunAsync(int entities, int updates)
    {
        await using var host = await LoadHost.StartAsync();
        await host.RoundAsync(entities, 0);
        var (hitsBefore, allBefore) = Read(host);

        var weights = new double[entities];
        double sum = 0;
        for (var i = 0; i < entities; i++)
            weights[i] = sum += 1.0 / (i + 1);
        var random = new Random(7);
        for (var sent = 0; sent < updates; sent += 250)
        {
            await host.Source.SendMany([.. Enumerable.Range(0, 250).Select(_ =>
            {
                var rank = Array.BinarySearch(weights, random.NextDouble() * sum);
                // Ranks are spread over the ids, so that order of arrival and popularity are independent.
                var number = (int)((rank < 0 ? ~rank : rank) * 7_919L % entities);
                return Meter.Make(number, random.Next(1, 1_000_000));
            })]);
        }

        while (host.Sync.Decisions.Values.Sum() < entities + updates)
            await Task.Delay(20);
        var (hits, all) = Read(host);
        Console.WriteLine($"{updates:N0} updates over {entities:N0} entities: {(hits - hitsBefore) / (double)(all - allBefore):P2} of {all - allBefore:N0} look-ups answered from memory");
        return 0;
    }

    private static (long Hits, long All) Read(LoadHost host) => (host.Sync.IdentityHits, host.Sync.IdentityLookups);
}
