using System.Collections.Concurrent;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Core.Tests.Dispatch;

public sealed class BackgroundTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_partition_has_one_turn_at_a_time_and_keeps_its_order_among_a_thousand()
    {
        await using var world = new DispatcherWorld();
        var busy = new ConcurrentDictionary<string, int>();
        var seen = new ConcurrentDictionary<string, List<string>>();
        var together = 0;
        var most = 0;
        var overlaps = 0;
        var left = 1_000 * 20;
        var done = new TaskCompletionSource();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(async (turn, _) =>
        {
            var partition = turn.Address.Partition;
            if (busy.AddOrUpdate(partition, 1, (_, n) => n + 1) != 1)
                Interlocked.Increment(ref overlaps);
            InterlockedMax(ref most, Interlocked.Increment(ref together));
            await Task.Yield();
            seen.GetOrAdd(partition, _ => []).AddRange(turn.Messages.Select(DispatcherWorld.Text));
            Handler.ConsumeAll(turn);
            Interlocked.Decrement(ref together);
            busy.AddOrUpdate(partition, 0, (_, n) => n - 1);
            turn.OnCommitted(_ =>
            {
                if (Interlocked.Add(ref left, -turn.Messages.Count) == 0)
                    done.SetResult();
            });
        }))
        { MaxConcurrency = 8 });
        await world.Dispatcher.StartAsync();

        for (var round = 0; round < 4; round++)
            for (var p = 0; p < 1_000; p++)
                await world.SendAsync("q", $"p{p}", [.. Enumerable.Range(round * 5, 5).Select(i => $"{i}")]);
        await done.Task.WaitAsync(s_patience);

        Assert.Equal(0, overlaps);
        Assert.InRange(most, 2, 8);
        Assert.Equal(1_000, seen.Count);
        Assert.All(seen.Values, texts => Assert.Equal(Enumerable.Range(0, 20).Select(i => $"{i}"), texts));
    }

    [Fact]
    public async Task No_wake_up_is_lost_over_ten_thousand_idle_gaps()
    {
        await using var world = new DispatcherWorld();
        var handled = new SemaphoreSlim(0);
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            Handler.ConsumeAll(turn);
            turn.OnCommitted(_ => handled.Release());
        })));
        await world.Dispatcher.StartAsync();

        // The clock stands still, so the safety re-check never helps.
        for (var i = 0; i < 10_000; i++)
        {
            await world.SendAsync("q", "p", "x");
            Assert.True(await handled.WaitAsync(s_patience), $"message {i} was never handled");
        }
    }

    [Fact]
    public async Task The_safety_check_finds_what_was_not_announced()
    {
        await using var world = new DispatcherWorld();
        var handled = new TaskCompletionSource();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            Handler.ConsumeAll(turn);
            turn.OnCommitted(_ => handled.SetResult());
        })));
        await world.Dispatcher.StartAsync();
        world.Store.Mute = true;
        await world.SendAsync("q", "p", "x");

        await AdvanceUntil(world, handled.Task);
    }

    [Fact]
    public async Task A_stuck_queue_does_not_hold_up_another()
    {
        await using var world = new DispatcherWorld();
        var release = new TaskCompletionSource();
        var handled = new TaskCompletionSource();
        world.Dispatcher.Listen(new QueueBinding("stuck", new Handler(async (turn, _) =>
        {
            await release.Task;
            Handler.ConsumeAll(turn);
        }))
        { MaxConcurrency = 1 });
        world.Dispatcher.Listen(new QueueBinding("free", new Handler(turn =>
        {
            Handler.ConsumeAll(turn);
            turn.OnCommitted(_ => handled.SetResult());
        }))
        { MaxConcurrency = 1 });
        await world.Dispatcher.StartAsync();
        for (var i = 0; i < 10; i++)
            await world.SendAsync("stuck", $"p{i}", "x");
        await world.SendAsync("free", "p", "x");

        await handled.Task.WaitAsync(s_patience);
        release.SetResult();
    }

    [Fact]
    public async Task Handlers_come_and_go_while_it_runs()
    {
        await using var world = new DispatcherWorld();
        await world.Dispatcher.StartAsync();
        for (var round = 0; round < 50; round++)
        {
            var handled = new TaskCompletionSource();
            await world.SendAsync("q", "p", "x");
            using (world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
            {
                Handler.ConsumeAll(turn);
                turn.OnCommitted(_ => handled.TrySetResult());
            }))))
            {
                Assert.Throws<InvalidOperationException>(() => world.Dispatcher.Listen(new QueueBinding("q", new Handler(_ => { }))));
                await handled.Task.WaitAsync(s_patience);
            }

            Assert.Empty(world.Dispatcher.Queues);
        }
    }

    [Fact]
    public async Task A_stop_waits_for_the_running_turn_and_begins_no_other()
    {
        var world = new DispatcherWorld();
        var began = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var runs = 0;
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(async (turn, _) =>
        {
            Interlocked.Increment(ref runs);
            began.TrySetResult();
            await release.Task;
            Handler.ConsumeAll(turn);
        }))
        { MaxConcurrency = 1 });
        await world.SendAsync("q", "p1", "x");
        await world.SendAsync("q", "p2", "x");
        await world.Dispatcher.StartAsync();
        await began.Task.WaitAsync(s_patience);

        var stop = world.Dispatcher.StopAsync().AsTask();
        Assert.False(stop.IsCompleted);
        release.SetResult();
        await stop.WaitAsync(s_patience);

        Assert.Equal(1, runs);
        Assert.Equal(1, (await world.Store.CountAsync("q")).Pending);
        Assert.True(world.Dispatcher.Completion.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_turn_that_outlasts_the_drain_is_cancelled_and_its_message_goes_back_uncounted()
    {
        var world = new DispatcherWorld();
        var began = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(async (_, token) =>
        {
            began.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, world.Clock, token);
            }
            finally
            {
                ended.SetResult();
            }
        })));
        await world.SendAsync("q", "p", "x");
        await world.Dispatcher.StartAsync();
        await began.Task.WaitAsync(s_patience);

        await AdvanceUntil(world, world.Dispatcher.StopAsync().AsTask());
        await ended.Task.WaitAsync(s_patience);

        var lease = await world.Store.TryLeaseAsync(new LeaseRequest(["q"], TimeSpan.FromMinutes(1)));
        Assert.Equal(1, Assert.Single(lease!.Messages).Attempts);
    }

    [Fact]
    public async Task A_long_turn_keeps_its_lease()
    {
        await using var world = new DispatcherWorld();
        var began = new TaskCompletionSource();
        var release = new TaskCompletionSource();
        var committed = new TaskCompletionSource();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(async (turn, _) =>
        {
            began.SetResult();
            await release.Task;
            Handler.ConsumeAll(turn);
            turn.OnCommitted(_ => committed.SetResult());
        })));
        await world.SendAsync("q", "p", "x");
        await world.Dispatcher.StartAsync();
        await began.Task.WaitAsync(s_patience);

        for (var quarter = 0; quarter < 20; quarter++)
        {
            var renewals = world.Store.Renewals;
            world.Clock.Advance(TimeSpan.FromSeconds(15));
            if (quarter % 2 == 1)
                Assert.True(SpinWait.SpinUntil(() => world.Store.Renewals > renewals, s_patience));
        }

        release.SetResult();
        await committed.Task.WaitAsync(s_patience);
    }

    [Fact]
    public async Task A_store_that_fails_loses_and_counts_nothing_and_is_used_again_when_it_recovers()
    {
        await using var world = new DispatcherWorld();
        var attempts = new List<int>();
        var failures = 0;
        var committed = new TaskCompletionSource();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            attempts.Add(turn.Messages[0].Attempts);
            Handler.ConsumeAll(turn);
            turn.OnCommitted(_ => committed.SetResult());
        })));
        await world.SendAsync("q", "p", "x");
        world.Store.OnCommit = _ => Interlocked.Increment(ref failures) <= 5 ? throw new FlowStoreException(FlowStoreFault.Medium, "The disk is full.") : null;
        await world.Dispatcher.StartAsync();
        Assert.True(SpinWait.SpinUntil(() => world.Dispatcher.StoreFault is FlowStoreException, s_patience));

        await AdvanceUntil(world, committed.Task);

        Assert.True(SpinWait.SpinUntil(() => world.Dispatcher.StoreFault is null, s_patience));
        Assert.All(attempts, a => Assert.Equal(1, a));
        Assert.Equal(6, attempts.Count);
    }

    [Fact]
    public async Task A_store_that_cannot_lease_is_asked_again()
    {
        await using var world = new DispatcherWorld();
        world.Dispatcher.Listen(new QueueBinding("idle", new Handler(_ => { })));
        world.Store.OnLease = () => throw new FlowStoreException(FlowStoreFault.Locked, "Another process holds the file.");
        await world.Dispatcher.StartAsync();
        Assert.True(SpinWait.SpinUntil(() => world.Dispatcher.StoreFault is FlowStoreException, s_patience));

        world.Store.OnLease = null;
        using var patience = new CancellationTokenSource(s_patience);
        while (world.Dispatcher.StoreFault is not null && !patience.IsCancellationRequested)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.Null(world.Dispatcher.StoreFault);
    }

    [Fact]
    public async Task A_fatal_exception_ends_it()
    {
        await using var world = new DispatcherWorld();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(_ => throw new InsufficientMemoryException())));
        await world.SendAsync("q", "p", "x");
        await world.Dispatcher.StartAsync();

        await Assert.ThrowsAsync<InsufficientMemoryException>(() => world.Dispatcher.Completion.WaitAsync(s_patience));
        Assert.Empty(await world.DeadAsync());
    }

    private static async Task AdvanceUntil(DispatcherWorld world, Task task)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!task.IsCompleted && !patience.IsCancellationRequested)
        {
            world.Clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        Assert.True(task.IsCompleted);
        await task;
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int now;
        while ((now = Volatile.Read(ref target)) < value && Interlocked.CompareExchange(ref target, value, now) != now)
        {
        }
    }
}
