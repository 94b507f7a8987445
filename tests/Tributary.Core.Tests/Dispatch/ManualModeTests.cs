using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Core.Tests.Dispatch;

public sealed class ManualModeTests
{
    [Fact]
    public async Task Runs_one_turn_on_the_calling_thread()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var threads = new List<int>();
        var texts = new List<string>();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            texts.AddRange(turn.Messages.Select(DispatcherWorld.Text));
            Handler.ConsumeAll(turn);
        })));
        await world.SendAsync("q", "p1", "a", "b");
        await world.SendAsync("q", "p2", "c");

        var caller = Environment.CurrentManagedThreadId;
        Assert.True(await world.Dispatcher.RunNextAsync());
        Assert.Equal(["a", "b"], texts);
        Assert.True(await world.Dispatcher.RunNextAsync("q"));
        Assert.False(await world.Dispatcher.RunNextAsync());
        Assert.False(await world.Dispatcher.RunNextAsync("unknown"));
        Assert.Equal(["a", "b", "c"], texts);
        Assert.Equal([caller, caller], threads);
    }

    [Fact]
    public async Task Serves_the_queues_in_turn()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var order = new List<string>();
        foreach (var queue in (string[])["b", "a"])
            world.Dispatcher.Listen(new QueueBinding(queue, new Handler(turn =>
            {
                order.Add(turn.Address.Queue);
                Handler.ConsumeAll(turn);
            })));
        for (var i = 0; i < 2; i++)
        {
            await world.SendAsync("a", $"p{i}", "x");
            await world.SendAsync("b", $"p{i}", "x");
        }

        Assert.Equal(4, await world.SettleAsync());
        Assert.Equal(["a", "b", "a", "b"], order);
    }

    [Fact]
    public async Task A_store_fault_gives_the_lease_back_uncounted_and_delayed()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var attempts = new List<int>();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            attempts.Add(turn.Messages[0].Attempts);
            Handler.ConsumeAll(turn);
        })));
        await world.SendAsync("q", "p", "a");
        world.Store.OnCommit = _ => throw new FlowStoreException(FlowStoreFault.Medium, "The disk is full.");

        Assert.True(await world.Dispatcher.RunNextAsync());
        Assert.IsType<FlowStoreException>(world.Dispatcher.StoreFault);
        Assert.False(await world.Dispatcher.RunNextAsync());
        world.Store.OnCommit = null;
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await world.Dispatcher.RunNextAsync());
        Assert.Null(world.Dispatcher.StoreFault);
        Assert.Equal([1, 1], attempts);
    }

    [Fact]
    public async Task An_unexpected_exception_of_the_store_reaches_the_caller()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(Handler.ConsumeAll)));
        await world.SendAsync("q", "p", "a");
        world.Store.OnCommit = _ => throw new InvalidTimeZoneException("crash");

        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await world.Dispatcher.RunNextAsync());
    }

    [Fact]
    public async Task Cannot_be_mixed_with_the_background()
    {
        await using var manual = new DispatcherWorld(singleThreaded: true);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await manual.Dispatcher.StartAsync());
        await using var background = new DispatcherWorld();
        await background.Dispatcher.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await background.Dispatcher.RunNextAsync());
    }
}
