using Microsoft.Extensions.DependencyInjection;
using Tributary.Testing;

namespace Tributary.Orchestrations.Tests;

public sealed class FakeTests
{
    [Fact]
    public async Task Activities_have_typed_stand_ins()
    {
        var told = new List<string>();
        await using var host = await DurableHarness.StartAsync(
            services => services.AddTributary(),
            fakes =>
            {
                fakes.Price((article, count) => count * 2.5m);
                fakes.Tell(told.Add);
            });
        var order = await host.Client.Order.StartAsync("pump");
        await host.Settle();
        Assert.Equal(7.5m, await order.WaitAsync());
        Assert.Equal(["pump"], told);
    }
}

/// <summary>Activities that a test must not run.</summary>
public static class Shop
{
    [DurableOrchestration]
    public static async Durable<decimal> Order(OrchestrationContext ctx, string article)
    {
        var price = await ctx.Activities.Price(article, 3);
        await ctx.Activities.Tell(article);
        return price;
    }

    [DurableActivity]
    public static decimal Price(string article, int count) => throw new NotSupportedException($"{count} {article}");

    [DurableActivity]
    public static void Tell(string article) => throw new NotSupportedException(article);
}
