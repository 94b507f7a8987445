using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>Function chaining: each step works on what the step before has made.</summary>
public static class FunctionChaining
{
    // <function-chaining>
    [DurableOrchestration]
    public static async Durable<string> ProcessOrder(OrchestrationContext ctx, Order order)
    {
        var valid = await ctx.Activities.ValidateOrder(order);
        var reservation = await ctx.Activities.ReserveInventory(valid);
        await ctx.Activities.ProcessPayment(valid);
        var shipment = await ctx.Activities.ShipOrder(reservation);
        return $"Order complete: {shipment}";
    }
    // </function-chaining>
}

public sealed record Order(string Id, decimal Amount);

public sealed class OrderActivities(Effects effects)
{
    [DurableActivity]
    public static Order ValidateOrder(Order order) =>
        order.Amount > 0 ? order : throw new ArgumentException($"Order {order.Id} has no amount.");

    [DurableActivity]
    public async Task<string> ReserveInventory(Order order, ActivityContext call)
    {
        await effects.RecordAsync(call, order.Id);
        return $"reservation for {order.Id}";
    }

    [DurableActivity]
    public Task ProcessPayment(Order order, ActivityContext call) => effects.RecordAsync(call, order.Id);

    [DurableActivity]
    public async Task<string> ShipOrder(string reservation, ActivityContext call)
    {
        await effects.RecordAsync(call, reservation);
        return $"shipment of {reservation}";
    }
}
