namespace Tributary.Testing.Tests.Sync;

public sealed class SyncSimulationTests
{
    [Fact]
    public async Task Systems_converge_and_nothing_is_lost_whatever_crashes()
    {
        var seeds = await SimulationSeeds.RunAsync(2_000, static seed => SyncScenario.RunAsync(seed, SyncScenario.Harsh));
        Assert.True(seeds > 0);
    }

    [Fact]
    public async Task Equal_seeds_give_equal_lives()
    {
        var trace = await SyncScenario.TraceAsync(11);
        Assert.Equal(trace, await SyncScenario.TraceAsync(11));
        Assert.NotEqual(trace, await SyncScenario.TraceAsync(12));
    }
}
