using Tributary;

namespace RollingRestart;

[DurableEvent]
public sealed record Approval(string By);

/// <summary>A process of which the old program knows the first version, and the new one both.</summary>
public static class Restocking
{
    [DurableOrchestration(Name = "Restock", Version = 1)]
    public static async Durable<string> RestockV1(OrchestrationContext ctx, string sku)
    {
        var order = await ctx.Activities.OrderStock(sku, 10);
        var approval = await ctx.WaitForEvent<Approval>();
        return $"first version: {order}, approved by {approval.By}";
    }

#if SECOND_VERSION
    [DurableOrchestration(Name = "Restock", Version = 2)]
    public static async Durable<string> RestockV2(OrchestrationContext ctx, string sku)
    {
        var missing = await ctx.Activities.CountMissing(sku);
        var order = await ctx.Activities.OrderStock(sku, missing);
        var approval = await ctx.WaitForEvent<Approval>();
        return $"second version: {order}, approved by {approval.By}";
    }

    [DurableActivity]
    public static int CountMissing(string sku) => sku.Length;
#endif

    [DurableActivity]
    public static string OrderStock(string sku, int count) => $"{count} of {sku}";
}
