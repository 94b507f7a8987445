using FsCheck;
using FsCheck.Fluent;
using Tributary.Dispatch;

namespace Tributary.Core.Tests.Dispatch;

public sealed class QueueGateTests
{
    private const int Limit = 10;

    [Fact]
    public async Task Senders_wait_in_order_and_nobody_overtakes()
    {
        var gate = new QueueGate("q", Limit);
        await gate.EnterAsync(9);
        var large = gate.EnterAsync(5).AsTask();
        var small = gate.EnterAsync(1).AsTask();

        Assert.False(large.IsCompleted);
        // One place is free, but the large one came first.
        Assert.False(small.IsCompleted);
        gate.Release(4);
        await large;
        Assert.False(small.IsCompleted);
        gate.Release(1);
        await small;
        Assert.Equal((10L, 0), (gate.Pending, gate.Waiting));
    }

    [Fact]
    public async Task A_cancelled_sender_makes_way_and_has_entered_nothing()
    {
        var gate = new QueueGate("q", Limit);
        await gate.EnterAsync(9);
        using var cancel = new CancellationTokenSource();
        var large = gate.EnterAsync(5, cancel.Token).AsTask();
        var small = gate.EnterAsync(1).AsTask();
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        Assert.Equal((10L, 0), (gate.Pending, gate.Waiting));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await gate.EnterAsync(1, cancel.Token));
    }

    [Fact]
    public async Task What_can_never_enter_is_refused()
    {
        var gate = new QueueGate("q", Limit);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await gate.EnterAsync(Limit + 1));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await gate.EnterAsync(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new QueueGate("q", 0));
    }

    [Fact]
    public async Task It_counts_what_the_store_holds_already()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        await world.SendAsync("q", "p", "a", "b", "c");
        var gate = new QueueGate("q", 3);
        await gate.RecountAsync(world.Store);
        var entering = gate.EnterAsync(1).AsTask();
        Assert.False(entering.IsCompleted);
        gate.Release(1);
        await entering;
        Assert.Equal(3, gate.Pending);
    }

    [Fact]
    public async Task It_never_exceeds_its_limit_under_contention_and_ends_empty()
    {
        var gate = new QueueGate("q", Limit);
        var inside = 0;
        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var count = 1 + (worker + i) % 4;
                using var cancel = new CancellationTokenSource();
                var entering = gate.EnterAsync(count, cancel.Token).AsTask();
                if (i % 3 == 0)
                    await cancel.CancelAsync();
                try
                {
                    await entering;
                }
                catch (OperationCanceledException)
                {
                    continue;
                }

                var now = Interlocked.Add(ref inside, count);
                int seen;
                while ((seen = Volatile.Read(ref most)) < now && Interlocked.CompareExchange(ref most, now, seen) != seen)
                {
                }

                await Task.Yield();
                Interlocked.Add(ref inside, -count);
                gate.Release(count);
            }
        })));

        Assert.InRange(most, 1, Limit);
        Assert.Equal((0L, 0), (gate.Pending, gate.Waiting));
    }

    /// <summary>Any history of entering, releasing and cancelling against a plain queue: the same senders are inside, at every step.</summary>
    [Fact]
    public void It_behaves_like_a_queue()
    {
        var step = Gen.Frequency(
            (4, Gen.Choose(1, Limit).Select(n => new Step(StepKind.Enter, n))),
            (3, Gen.Choose(0, 100).Select(n => new Step(StepKind.Release, n))),
            (2, Gen.Choose(0, 100).Select(n => new Step(StepKind.Cancel, n))));
        Prop.ForAll(step.ListOf().ToArbitrary(), steps => BehavesLikeAQueue(steps)).QuickCheckThrowOnFailure();
    }

    private static bool BehavesLikeAQueue(IEnumerable<Step> steps)
    {
        var gate = new QueueGate("q", Limit);
        var waiting = new List<Sender>();
        var inside = new List<Sender>();
        foreach (var step in steps)
        {
            switch (step.Kind)
            {
                case StepKind.Enter:
                    var cancel = new CancellationTokenSource();
                    waiting.Add(new Sender(step.Number, cancel, gate.EnterAsync(step.Number, cancel.Token).AsTask()));
                    break;
                case StepKind.Release when inside.Count > 0:
                    var leaving = inside[step.Number % inside.Count];
                    inside.Remove(leaving);
                    gate.Release(leaving.Count);
                    break;
                case StepKind.Cancel when waiting.Count > 0:
                    var leaver = waiting[step.Number % waiting.Count];
                    waiting.Remove(leaver);
                    leaver.Cancel.Cancel();
                    break;
            }

            while (waiting.Count > 0 && inside.Sum(s => s.Count) + waiting[0].Count <= Limit)
            {
                inside.Add(waiting[0]);
                waiting.RemoveAt(0);
            }

            // Who was admitted runs on by itself; who was not, must not.
            if (gate.Pending != inside.Sum(s => s.Count) || gate.Waiting != waiting.Count || gate.Pending > Limit
                || waiting.Any(s => s.Entering.IsCompleted) || !inside.All(s => s.Entering.Wait(TimeSpan.FromSeconds(30))))
                return false;
        }

        return true;
    }

    private enum StepKind
    {
        Enter,
        Release,
        Cancel,
    }

    private sealed record Step(StepKind Kind, int Number);

    private sealed record Sender(int Count, CancellationTokenSource Cancel, Task Entering);
}
