using Tributary;

namespace Acme.Shops;

public sealed record Cart(string Id, List<string> Skus);

public static class Orchestrations
{
    // <durable-children>
    [DurableOrchestration]
    public static async Durable<int> ShipAll(OrchestrationContext ctx, List<Cart> carts)
    {
        var parcels = await ctx.WhenAll(carts.Select(cart => ctx.Orchestrations.ShipCart(cart, new ChildOptions { InstanceId = $"ship-{cart.Id}" })));
        ctx.Detached.ReportShipments(parcels.Sum());
        return parcels.Sum();
    }

    [DurableOrchestration]
    public static async Durable<int> ShipCart(OrchestrationContext ctx, Cart cart) => await ctx.Activities.PackCart(cart);

    [DurableOrchestration]
    public static async Durable ReportShipments(OrchestrationContext ctx, int parcels) => await ctx.Activities.PrintReport(parcels);
    // </durable-children>

    // <durable-first>
    [DurableOrchestration]
    public static async Durable<bool> Confirm(OrchestrationContext ctx, Cart cart) => await ctx.First(
        ctx.WaitForEvent<bool>("confirmation").Then(yes => yes),
        ctx.CreateTimer(TimeSpan.FromHours(1)).Then(() => false));
    // </durable-first>

    // <durable-versions>
    [DurableOrchestration(Name = "Restock")]
    public static async Durable<int> RestockV1(OrchestrationContext ctx, string sku) => await ctx.Activities.OrderStock(sku, 10);

    [DurableOrchestration(Name = "Restock", Version = 2)]
    public static async Durable<int> RestockV2(OrchestrationContext ctx, string sku)
    {
        var missing = await ctx.Activities.CountMissing(sku);
        return await ctx.Activities.OrderStock(sku, missing);
    }
    // </durable-versions>

    // <durable-patched>
    [DurableOrchestration]
    public static async Durable CloseShop(OrchestrationContext ctx)
    {
        if (ctx.Patched("lock-the-door-first"))
            await ctx.Activities.LockDoor();
        await ctx.Activities.SwitchOff("lights");
    }
    // </durable-patched>
}

public static class ShopActivities
{
    [DurableActivity]
    public static int PackCart(Cart cart) => (cart.Skus.Count + 4) / 5;

    [DurableActivity]
    public static void PrintReport(int parcels) => Console.WriteLine(parcels);

    [DurableActivity]
    public static int CountMissing(string sku) => sku.Length;

    [DurableActivity]
    public static int OrderStock(string sku, int count) => count;

    [DurableActivity]
    public static void LockDoor() => Console.WriteLine("locked");

    [DurableActivity]
    public static void SwitchOff(string what) => Console.WriteLine(what);

    // <durable-retry>
    [DurableActivity(Timeout = "00:00:30", MaxConcurrency = 4)]
    [Retry(MaxAttempts = 10, FirstDelay = "00:00:02", Backoff = Backoff.Exponential, MaxDelay = "00:10:00", NonRetryable = [typeof(ArgumentException)])]
    public static async Task<string> Charge(string card, decimal amount, ActivityContext call)
    {
        await PayAsync(card, amount, orderId: call.IdempotencyKey, call.CancellationToken);
        return call.IdempotencyKey;
    }
    // </durable-retry>

    // <durable-heartbeat>
    [DurableActivity(HeartbeatTimeout = "00:01:00"), Retry(MaxAttempts = 20)]
    public static async Task CopyFiles(List<string> files, ActivityContext call)
    {
        for (var done = await call.GetHeartbeatAsync(0); done < files.Count; done++)
        {
            await CopyAsync(files[done], call.CancellationToken);
            await call.HeartbeatAsync(done + 1);
        }
    }
    // </durable-heartbeat>

    // <durable-worker>
    [DurableOrchestration]
    public static async Durable<string> ConvertFilm(OrchestrationContext ctx, string address)
    {
        var worker = await ctx.ChooseWorker();
        var file = await ctx.Activities.Download(address, new ActivityOptions { Worker = worker });
        return await ctx.Activities.ConvertFile(file, new ActivityOptions { Worker = worker });
    }
    // </durable-worker>

    [DurableActivity]
    public static string Download(string address) => "/films/" + Path.GetFileName(address);

    [DurableActivity]
    public static string ConvertFile(string file) => file + ".mp4";

    private static Task PayAsync(string card, decimal amount, string orderId, CancellationToken cancellationToken) =>
        amount > 0 ? Task.CompletedTask : throw new ArgumentException($"{card}: {orderId} has no amount.", nameof(amount));

    private static Task CopyAsync(string file, CancellationToken cancellationToken) => File.Exists(file) ? Task.CompletedTask : throw new FileNotFoundException(file);
}

public static class Payments
{
    // <durable-call-options>
    [DurableOrchestration]
    public static async Durable<string> Pay(OrchestrationContext ctx, string card)
    {
        try
        {
            return await ctx.Activities.Charge(card, 12.50m, new ActivityOptions { Retry = ActivityRetry.None });
        }
        catch (ActivityFailedException e) when (e.Failure.Is<ArgumentException>())
        {
            return "refused";
        }
    }
    // </durable-call-options>
}

// <durable-requests>
[DurableState]
public sealed record BasketView(List<string> Skus);

[DurableQuery]
public sealed record GetBasket : IDurableQuery<BasketView>;

[DurableUpdate]
public sealed record AddItem(string Sku) : IDurableUpdate<int>;

[DurableEvent]
public sealed record CheckOut;

public static class Baskets
{
    [DurableOrchestration]
    public static async Durable<BasketView> Shop(OrchestrationContext ctx)
    {
        List<string> skus = [];
        ctx.OnQuery<GetBasket, BasketView>(_ => new BasketView([.. skus]));
        ctx.OnUpdate<AddItem, int>(
            async Durable<int> (add) =>
            {
                await ctx.Activities.CheckStock(add.Sku);
                skus.Add(add.Sku);
                ctx.SetStatus(new BasketView(skus));
                return skus.Count;
            },
            refuse: add => skus.Count >= 10 ? "the basket is full" : null);

        await ctx.WaitForEvent<CheckOut>();
        return new BasketView(skus);
    }

    [DurableActivity]
    public static void CheckStock(string sku) => ArgumentException.ThrowIfNullOrEmpty(sku);
}
// </durable-requests>

public static class Asking
{
    // <durable-ask>
    public static async Task<int> FillAsync(DurableClient client)
    {
        var basket = await client.Shop.StartAsync("basket-1");
        await basket.UpdateAsync(new AddItem("pump"));
        var seen = await basket.QueryAsync(new GetBasket());
        await basket.RaiseAsync(new CheckOut());
        return (await basket.WaitAsync()).Skus.Count - seen.Skus.Count;
    }
    // </durable-ask>

    // <durable-manage>
    public static async Task LookAfterAsync(DurableClient client, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var (status, count) in await client.CountAsync(cancellationToken: cancellationToken))
            await output.WriteLineAsync($"{status}: {count}");

        var parked = new InstanceFilter { Statuses = [InstanceStatus.Parked] };
        foreach (var instance in (await client.ListAsync(parked, take: 100, cancellationToken: cancellationToken)).Items)
            await output.WriteLineAsync($"{instance.Id} of {instance.Name} {instance.Version}: {instance.Difference}");

        var old = new InstanceFilter { Statuses = [InstanceStatus.Completed], UpdatedBefore = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero) };
        await output.WriteLineAsync($"{await client.PurgeAsync(old, cancellationToken)} forgotten");
    }
    // </durable-manage>
}
