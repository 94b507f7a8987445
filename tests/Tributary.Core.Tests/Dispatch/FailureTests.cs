using Tributary.Dispatch;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Core.Tests.Dispatch;

public sealed class FailureTests
{
    private static readonly RetryPolicy s_policy = new() { MaxAttempts = 3, FirstDelay = TimeSpan.FromSeconds(10), BackoffMultiplier = 2, Jitter = 0 };

    [Fact]
    public async Task A_failing_message_is_tried_again_with_growing_delays_and_then_becomes_a_dead_letter_with_its_history()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var at = new List<TimeSpan>();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            at.Add(world.Clock.Elapsed);
            throw new FormatException($"boom {at.Count}");
        }))
        { Retry = s_policy });
        await world.SendAsync("q", "p", "a");

        for (var second = 0; second < 120; second++)
        {
            await world.SettleAsync();
            world.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)], at);
        var dead = Assert.Single(await world.DeadAsync());
        Assert.Equal("RETRIES_EXHAUSTED", dead.Reason);
        Assert.Contains("attempt 1 at 2030-01-01T00:00:00", dead.Detail, StringComparison.Ordinal);
        Assert.Contains("FormatException: boom 1", dead.Detail, StringComparison.Ordinal);
        Assert.Contains("FormatException: boom 2", dead.Detail, StringComparison.Ordinal);
        Assert.Contains("FormatException: boom 3", dead.Detail, StringComparison.Ordinal);
        Assert.Contains(nameof(FailureTests), dead.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    [InlineData(15)]
    public async Task One_bad_message_isolates_itself_and_the_others_keep_their_order_and_their_count(int bad)
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var done = new List<string>();
        var attempts = new List<int>();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            if (turn.Messages.Any(m => DispatcherWorld.Text(m) == $"{bad}"))
                throw new FormatException("bad");
            Handler.ConsumeAll(turn);
            turn.OnCommitted(_ =>
            {
                done.AddRange(turn.Messages.Select(DispatcherWorld.Text));
                attempts.AddRange(turn.Messages.Select(m => m.Attempts));
            });
        }))
        { Retry = s_policy with { MaxAttempts = 1 } });
        await world.SendAsync("q", "p", [.. Enumerable.Range(0, 16).Select(i => $"{i}")]);

        await world.SettleAsync();

        Assert.Equal(Enumerable.Range(0, 16).Where(i => i != bad).Select(i => $"{i}"), done);
        Assert.All(attempts, a => Assert.Equal(1, a));
        Assert.Equal($"{bad}", DispatcherWorld.Text(Assert.Single(await world.DeadAsync()).Message));
    }

    [Fact]
    public async Task A_handler_that_settles_nothing_has_failed()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(_ => { })) { Retry = s_policy with { MaxAttempts = 1 } });
        await world.SendAsync("q", "p", "a", "b");

        await world.SettleAsync();

        var dead = await world.DeadAsync();
        Assert.Equal(2, dead.Count);
        Assert.Contains("settled none of its 1 messages", dead[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ConflictKind.Document)]
    [InlineData(ConflictKind.Index)]
    [InlineData(ConflictKind.Log)]
    public async Task A_refused_commit_runs_the_handler_again_with_a_fresh_turn(ConflictKind kind)
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var reruns = new List<int>();
        var carried = new List<object?>();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            Assert.Empty(turn.Commit.Settlements);
            reruns.Add(turn.Rerun);
            carried.Add(turn.Carry);
            turn.Carry = turn.Rerun;
            Handler.ConsumeAll(turn);
        })));
        await world.SendAsync("q", "p", "a");
        var refusals = 5;
        world.Store.OnCommit = _ => refusals-- > 0 ? CommitResult.Refused(kind, "subject") : null;

        Assert.True(await world.Dispatcher.RunNextAsync());

        Assert.Equal([0, 1, 2, 3, 4, 5], reruns);
        Assert.Equal([null, 0, 1, 2, 3, 4], carried);
        Assert.Equal(0, (await world.Store.CountAsync("q")).Pending);
    }

    [Fact]
    public async Task A_commit_that_is_always_refused_counts_as_a_failure_at_last()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var runs = 0;
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            runs++;
            turn.Commit.Put(new DocumentKey("c", "d"), 1, default);
            Handler.ConsumeAll(turn);
        }))
        { Retry = s_policy with { MaxAttempts = 1 } });
        await world.SendAsync("q", "p", "a");
        world.Store.OnCommit = commit => commit.Documents.Count > 0 ? CommitResult.Refused(ConflictKind.Document, "c/d") : null;

        Assert.True(await world.Dispatcher.RunNextAsync());

        Assert.Equal(20, runs);
        Assert.Contains("refused 20 times in a row; the last time by the document 'c/d'", Assert.Single(await world.DeadAsync()).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_during_which_the_process_died_too_often_becomes_a_dead_letter_without_being_handled_again()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var seen = new List<string>();
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            seen.AddRange(turn.Messages.Select(DispatcherWorld.Text));
            Handler.ConsumeAll(turn);
        }))
        { Retry = s_policy });
        await world.SendAsync("q", "p", "deadly");
        // The first life in which it is under way at all, the one in which it is tried alone, and then one for each attempt.
        for (var life = 0; life < 2 + s_policy.MaxAttempts; life++)
        {
            for (var wait = 0; await world.Store.TryLeaseAsync(new LeaseRequest(["q"], TimeSpan.FromMinutes(1))) is null; wait++)
            {
                Assert.InRange(wait, 0, 1);
                world.Clock.Advance(MessageBoard.TrialTime);
            }

            world.Store.Crash();
            await world.Store.OpenAsync();
        }

        await world.SendAsync("q", "p", "innocent");
        while (await world.SettleAsync() == 0)
            world.Clock.Advance(MessageBoard.TrialTime);

        Assert.Equal(["innocent"], seen);
        var dead = Assert.Single(await world.DeadAsync());
        Assert.Equal(DeadLetterReasons.ProcessDied, dead.Reason);
        Assert.Contains("attempt 1, found at", dead.Detail, StringComparison.Ordinal);
        Assert.Contains("attempt 3, found at", dead.Detail, StringComparison.Ordinal);

        // Requeued, it starts anew.
        await world.Store.CommitAsync(new Commit().Requeue(dead.Message.Id));
        await world.SettleAsync();
        Assert.Equal(["innocent", "deadly"], seen);
    }

    [Fact]
    public async Task A_lost_lease_drops_the_turn()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var runs = 0;
        var committed = 0;
        var slow = true;
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            runs++;
            turn.OnCommitted(_ => committed++);
            Handler.ConsumeAll(turn);
            if (slow)
                world.Clock.Advance(TimeSpan.FromMinutes(2));
        })));
        await world.SendAsync("q", "p", "a");

        Assert.True(await world.Dispatcher.RunNextAsync());
        Assert.Equal((1, 0), (runs, committed));
        slow = false;
        Assert.True(await world.Dispatcher.RunNextAsync());
        Assert.Equal((2, 1), (runs, committed));
    }

    [Fact]
    public async Task A_callback_that_throws_neither_undoes_the_commit_nor_stops_the_next_callback()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        var called = 0;
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(turn =>
        {
            Handler.ConsumeAll(turn);
            turn.OnCommitted(_ => throw new FormatException());
            turn.OnCommitted(_ => called++);
        })));
        await world.SendAsync("q", "p", "a");

        Assert.True(await world.Dispatcher.RunNextAsync());
        Assert.False(await world.Dispatcher.RunNextAsync());
        Assert.Equal(1, called);
    }

    [Fact]
    public async Task A_fatal_exception_is_not_answered()
    {
        await using var world = new DispatcherWorld(singleThreaded: true);
        world.Dispatcher.Listen(new QueueBinding("q", new Handler(_ => throw new InsufficientMemoryException())));
        await world.SendAsync("q", "p", "a");

        await Assert.ThrowsAsync<InsufficientMemoryException>(async () => await world.Dispatcher.RunNextAsync());
        Assert.Empty(await world.DeadAsync());
    }
}
