namespace Tributary.Benchmarks.Orchestrations;

/// <summary>The orchestrations that are measured.</summary>
public static class Flows
{
    [DurableOrchestration]
    public static async Durable<int> Chain(OrchestrationContext ctx, int steps)
    {
        var value = 0;
        for (var i = 0; i < steps; i++)
            value = await ctx.Activities.Increment(value);
        return value;
    }

    [DurableOrchestration]
    public static async Durable<int> FanOut(OrchestrationContext ctx, int width)
    {
        var results = await ctx.WhenAll(Enumerable.Range(0, width).Select(i => ctx.Activities.Increment(i)));
        return results.Length;
    }

    [DurableOrchestration]
    public static async Durable<string> FanOutThenWait(OrchestrationContext ctx, int width)
    {
        await ctx.WhenAll(Enumerable.Range(0, width).Select(i => ctx.Activities.Increment(i)));
        return await ctx.WaitForEvent<string>();
    }

    [DurableOrchestration]
    public static async Durable<int> SlowFanOut(OrchestrationContext ctx)
    {
        var results = await ctx.WhenAll(Enumerable.Range(0, 5).Select(i => ctx.Activities.Wait10(i)));
        return results.Length;
    }

    [DurableOrchestration]
    public static async Durable<int> Sleep(OrchestrationContext ctx, DateTimeOffset until)
    {
        await ctx.CreateTimer(until);
        return 1;
    }

    [DurableOrchestration]
    public static async Durable<string> AwaitEvent(OrchestrationContext ctx) => await ctx.WaitForEvent<string>();

    [DurableActivity]
    public static int Increment(int value) => value + 1;

    [DurableActivity(MaxConcurrency = 1_000)]
    public static async Task<int> Wait10(int value, CancellationToken cancellationToken)
    {
        await Task.Delay(10, cancellationToken);
        return value;
    }
}
