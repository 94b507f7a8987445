using Microsoft.Extensions.DependencyInjection;
using Tributary.Codec;
using Tributary.Hosting;
using Tributary.Testing;

namespace Tributary.Orchestrations.Tests;

public sealed class FirstTests
{
    private static readonly ActivityDescriptor<int, int> s_double = new("Double", Codecs.Int32, Codecs.Int32, ActivitySettings.Default);
    private static readonly OrchestrationDescriptor<int, int> s_chain = new("Chain", 1, Codecs.Int32, Codecs.Int32);

    private static async Durable<int> Chain(OrchestrationContext ctx, int input)
    {
        for (var i = 0; i < 5; i++)
            input = await ctx.Activities.Call(s_double, input, null);
        return input;
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(0)]
    public async Task Activities_are_chained(int warm)
    {
        await using var host = await DurableHarness.StartAsync(services => services
            .Configure<DurableOptions>(options => options.WarmInstances = warm)
            .AddTributaryCore().AddOrchestration(s_chain, Chain).AddActivity(s_double, static (_, input, _) => ValueTask.FromResult(input * 2)));
        var handle = await host.Client.Of(s_chain).StartAsync(1, "i");
        await host.Settle();
        Assert.Equal(32, await handle.WaitAsync());
    }
}
