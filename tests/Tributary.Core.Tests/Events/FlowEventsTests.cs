using System.Reactive.Linq;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Events;
using Tributary.Hosting;

namespace Tributary.Core.Tests.Events;

public sealed class FlowEventsTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Every_observer_gets_every_event_in_order_and_its_completion()
    {
        var events = Create();
        var first = events.Observe<Happened>().Select(e => e.Number).ToList().FirstAsync().RunAsync(default);
        var second = events.Observe<Happened>().Select(e => e.Number).ToList().FirstAsync().RunAsync(default);

        for (var i = 0; i < 1_000; i++)
            events.Publish(new Happened(i));
        events.Dispose();

        Assert.Equal(Enumerable.Range(0, 1_000), await first);
        Assert.Equal(Enumerable.Range(0, 1_000), await second);
        Assert.Equal(0, events.Dropped);
    }

    [Fact]
    public async Task A_slow_observer_loses_its_oldest_events_counted_and_holds_up_nobody()
    {
        var events = Create(bufferSize: 4);
        using var entered = new SemaphoreSlim(0);
        using var leave = new ManualResetEventSlim();
        var slow = new List<int>();
        var slowDone = new TaskCompletionSource();
        using var slowly = events.Observe<Happened>().Subscribe(
            e =>
            {
                entered.Release();
                leave.Wait();
                slow.Add(e.Number);
            },
            slowDone.SetResult);
        events.Publish(new Happened(0));
        Assert.True(await entered.WaitAsync(s_patience));

        // The observer holds event 0; of the next hundred its buffer keeps the last four.
        for (var i = 1; i <= 100; i++)
            events.Publish(new Happened(i));
        Assert.Equal(96, events.Dropped);
        leave.Set();
        events.Dispose();
        await slowDone.Task.WaitAsync(s_patience);

        Assert.Equal([0, 97, 98, 99, 100], slow);
    }

    [Fact]
    public async Task An_observer_that_throws_goes_on_and_disturbs_no_other()
    {
        var events = Create();
        var calls = 0;
        var completed = new TaskCompletionSource();
        using var thrower = events.Observe<Happened>().Subscribe(
            _ =>
            {
                calls++;
                throw new FormatException();
            },
            completed.SetResult);
        var other = events.Observe<Happened>().Count().FirstAsync().RunAsync(default);

        for (var i = 0; i < 10; i++)
            events.Publish(new Happened(i));
        events.Dispose();

        Assert.Equal(10, await other);
        await completed.Task.WaitAsync(s_patience);
        Assert.Equal(10, calls);
    }

    [Fact]
    public void Is_observed_follows_the_subscriptions()
    {
        using var events = Create();
        Assert.False(events.IsObserved<Happened>());
        var stream = events.Observe<Happened>();
        Assert.False(events.IsObserved<Happened>());
        using (stream.Subscribe(_ => { }))
            Assert.True(events.IsObserved<Happened>());
        Assert.False(events.IsObserved<Happened>());
    }

    [Fact]
    public void Disposed_events_take_no_observer()
    {
        var events = Create();
        events.Dispose();
        Assert.Throws<ObjectDisposedException>(() => events.Observe<Happened>().Subscribe(_ => { }));
    }

    [Fact]
    public void Single_threaded_events_are_delivered_inside_publish_and_in_order_for_every_observer()
    {
        using var events = Create(singleThreaded: true, bufferSize: 1);
        var seen = new List<string>();
        using var first = events.Observe<Happened>().Subscribe(e =>
        {
            seen.Add($"first {e.Number}");
            if (e.Number == 0)
                events.Publish(new Happened(1));
        });
        using var second = events.Observe<Happened>().Subscribe(e => seen.Add($"second {e.Number}"));

        events.Publish(new Happened(0));

        Assert.Equal(["first 0", "second 0", "first 1", "second 1"], seen);
        Assert.Equal(0, events.Dropped);
    }

    private static FlowEvents Create(bool singleThreaded = false, int bufferSize = 1_024) => new(
        Options.Create(new TributaryOptions { SingleThreaded = singleThreaded, EventBufferSize = bufferSize }), NullLogger<FlowEvents>.Instance);

    private sealed record Happened(int Number);
}
