namespace Tributary.Orchestrations.Tests.Generated;

public sealed record Line(string Sku, int Count);

public sealed record Order(string Id, List<Line> Lines, string? Note = null);

public sealed record Receipt(string Order, decimal Total, int Attempt);

[DurableEvent]
public sealed record Approval(bool Yes);

[DurableState]
public sealed record Progress(int Done);

[DurableQuery]
public sealed record GetProgress : IDurableQuery<Progress>;

[DurableUpdate]
public sealed record AddLine(Line Line) : IDurableUpdate<int?>;

/// <summary>What the activities get from the services of the host.</summary>
public sealed class Prices
{
    public decimal Of(string sku) => sku.Length;
}

/// <summary>Every form of an activity.</summary>
public sealed class WarehouseActivities(Prices prices)
{
    [DurableActivity]
    public Task<decimal> PriceLineAsync(Line line, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(prices.Of(line.Sku) * line.Count);
    }

    [DurableActivity, Retry(MaxAttempts = 2, FirstDelay = "00:01:00", Jitter = 0)]
    public async ValueTask<Receipt> Bill(Order order, decimal total, ActivityContext context)
    {
        await Task.CompletedTask;
        return context.Attempt == 1 ? throw new InvalidOperationException("The line is busy.") : new(order.Id, total, context.Attempt);
    }

    [DurableActivity]
    public static string? Describe(Order order, int times = 2) => order.Note is null ? null : string.Concat(Enumerable.Repeat(order.Note, times));

    [DurableActivity(Name = "Ping")]
    public void CheckConnection()
    {
    }

    [DurableActivity]
    public static Task Log(string[] lines) => lines.Length == 0 ? throw new InvalidOperationException("Nothing to log.") : Task.CompletedTask;
}

/// <summary>Every form of an orchestration.</summary>
public static class WarehouseFlows
{
    [DurableOrchestration(Version = 2)]
    public static async Durable<Receipt> ShipOrder(OrchestrationContext ctx, Order order)
    {
        var done = 0;
        var more = new List<Line>();
        ctx.OnQuery((GetProgress _) => new Progress(done));
        ctx.OnUpdate(async (AddLine add) =>
        {
            more.Add(add.Line);
            await ctx.Activities.Ping();
            return (int?)more.Count;
        });
        await ctx.Activities.Ping();
        if (!(await ctx.WaitForEvent<Approval>()).Yes)
            throw new InvalidOperationException("Refused.");

        var total = 0m;
        foreach (var line in order.Lines.Concat(more))
        {
            total += await ctx.Activities.PriceLine(line);
            ctx.SetStatus(new Progress(++done));
        }

        var text = await ctx.Activities.Describe(order);
        await ctx.Activities.Log([text ?? "none"]);
        total += await ctx.Orchestrations.Sum(3, 4);
        _ = ctx.Detached.Forget("shipped", instanceId: ctx.InstanceId + "-forget");
        return await ctx.Activities.Bill(order, total);
    }

    [DurableOrchestration(Name = "ShipOrder")]
    public static async Durable<string> ShipOrderBefore(OrchestrationContext ctx, string id)
    {
        await ctx.Activities.Ping();
        return "old " + id;
    }

    [DurableOrchestration]
    public static async Durable<int> Sum(OrchestrationContext ctx, int left, int right = 1)
        => left == 0 ? right : await ctx.ContinueAs.Sum(left - 1, right + 1);

    [DurableOrchestration]
    internal static async Durable Forget(OrchestrationContext ctx, string reason)
    {
        ctx.SetStatus(reason);
        await ctx.Orchestrations.Tick();
    }

    [DurableOrchestration]
    public static async Durable Tick(OrchestrationContext ctx) => await ctx.CreateTimer(TimeSpan.FromDays(1));
}
