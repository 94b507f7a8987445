using System.Text;
using Tributary.Store;
using Tributary.Store.Embedded;
using Tributary.Testing;

namespace Tributary.Core.Tests.Store;

/// <summary>What the conformance suite cannot see from outside: timers, fairness, spilling and the steps of a commit.</summary>
public sealed class MessageBoardTests : IDisposable
{
    private readonly VirtualTimeProvider _clock = new();
    private readonly MessageBoard _board;
    private readonly List<string> _ready = [];
    private long _id;

    public MessageBoardTests()
    {
        _board = new MessageBoard(_clock);
        _board.QueueReady += _ready.Add;
    }

    public void Dispose() => _board.Dispose();

    [Fact]
    public void A_delayed_message_is_announced_when_it_is_due_and_not_before()
    {
        Send("q", "p", delay: TimeSpan.FromMinutes(5));
        Assert.Empty(_ready);
        Assert.Null(_board.TryLease(Request("q")));

        _clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.Empty(_ready);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(["q"], _ready);
        Assert.NotNull(_board.TryLease(Request("q")));
    }

    [Fact]
    public void The_timer_is_moved_to_an_earlier_message_and_reaches_beyond_its_longest_interval()
    {
        Send("q", "late", delay: TimeSpan.FromDays(400));
        Send("q", "early", delay: TimeSpan.FromSeconds(1));

        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("early", _board.TryLease(Request("q"))!.Address.Partition);
        _ready.Clear();

        _clock.Advance(TimeSpan.FromDays(400));
        Assert.Contains("q", _ready);
        Assert.Equal(2, _board.Count("q").Ready);
    }

    [Fact]
    public void Nothing_is_timed_when_nothing_waits()
    {
        Send("q", "p");
        var lease = _board.TryLease(Request("q"))!;
        Assert.NotNull(_clock.NextDue);

        Assert.True(_board.Abandon(lease.Token, TimeSpan.Zero));
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public void Partitions_of_several_queues_are_leased_in_the_order_they_became_ready()
    {
        Send("b", "1");
        Send("a", "2");
        Send("b", "3");
        Send("b", "1");

        string[] order = [.. Enumerable.Range(0, 3).Select(_ => _board.TryLease(Request("a", "b"))!.Address.ToString())];

        Assert.Equal(["b:1", "a:2", "b:3"], order);
        Assert.Null(_board.TryLease(Request("a", "b")));
    }

    [Fact]
    public void A_busy_partition_goes_to_the_end_of_the_line()
    {
        for (var i = 0; i < 3; i++)
            Send("q", "busy");
        Send("q", "other");

        var first = _board.TryLease(Request("q") with { MaxMessages = 1 })!;
        _board.Abandon(first.Token, TimeSpan.Zero);

        Assert.Equal("other", _board.TryLease(Request("q"))!.Address.Partition);
    }

    [Fact]
    public void A_pinned_lease_neither_expires_nor_serves_a_second_commit_until_the_first_is_decided()
    {
        Send("q", "p");
        var token = _board.TryLease(Request("q"))!.Token;
        var commit = new Commit().Under(token).Consume(1);

        Assert.Null(_board.Begin(commit, out var lease));
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Null(_board.TryLease(Request("q")));
        Assert.Equal(ConflictKind.Lease, _board.Begin(commit, out _)!.Value.Conflict);
        Assert.True(_board.Renew(token, TimeSpan.FromHours(1)));

        lock (_board.Gate)
            _board.Cancel(lease);
        Assert.Null(_board.TryLease(Request("q")));
        _clock.Advance(TimeSpan.FromHours(1));
        var taken = _board.TryLease(Request("q"))!;
        Assert.Equal(2, taken.Messages[0].Attempts);
        Assert.Equal(ConflictKind.Lease, _board.Begin(commit, out _)!.Value.Conflict);
    }

    [Fact]
    public void A_refused_settlement_leaves_no_mark_on_the_lease()
    {
        Send("q", "p");
        Send("q", "p");
        var token = _board.TryLease(Request("q"))!.Token;

        Assert.NotNull(_board.Begin(new Commit().Under(token).Consume(1).Consume(99), out _));
        Assert.NotNull(_board.Begin(new Commit().Under(token).Consume(1).Consume(1), out _));

        var good = new Commit().Under(token).Consume(1);
        Assert.Null(_board.Begin(good, out var lease));
        lock (_board.Gate)
            _board.Settle(lease!, good);
        Assert.Equal(new QueueCounts(1, 0, 0, 0), _board.Count("q"));
    }

    [Fact]
    public void Many_delayed_messages_of_one_partition_come_out_in_order_of_arrival()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
            Send("q", "p", delay: TimeSpan.FromSeconds(random.Next(0, 50)));
        _clock.Advance(TimeSpan.FromSeconds(25));
        lock (_board.Gate)
            _board.Wake(new MessageAddress("q", "p"));

        var lease = _board.TryLease(Request("q") with { MaxMessages = 2_000 })!;

        Assert.Equal(Enumerable.Range(1, 2_000).Select(i => (long)i), lease.Messages.Select(m => m.Id));
        Assert.Equal(new QueueCounts(0, 0, 2_000, 0), _board.Count("q"));
    }

    [Fact]
    public void Payloads_beyond_the_budget_are_left_to_the_medium_and_loaded_when_leased()
    {
        List<long> loaded = [];
        using var board = new MessageBoard(_clock, bodyBudget: 10, loadBody: id =>
        {
            loaded.Add(id);
            return Encoding.UTF8.GetBytes($"body {id}");
        });
        for (var i = 1; i <= 3; i++)
            board.Add("q", "p", Message(i, Encoding.UTF8.GetBytes($"body {i}"), TimeSpan.Zero));

        Assert.Equal(6, board.BodyBytes);
        var lease = board.TryLease(Request("q"))!;

        Assert.Equal(["body 1", "body 2", "body 3"], lease.Messages.Select(m => Encoding.UTF8.GetString(m.Body.Span)));
        Assert.Equal([2, 3], loaded);
        var commit = new Commit().Under(lease.Token).Consume(1).Consume(2).Consume(3);
        Assert.Null(board.Begin(commit, out var held));
        lock (board.Gate)
            board.Settle(held!, commit);
        Assert.Equal(0, board.BodyBytes);
    }

    [Fact]
    public void A_payload_that_cannot_be_loaded_gives_the_lease_back_uncounted()
    {
        var broken = true;
        using var board = new MessageBoard(
            _clock, bodyBudget: 0, loadBody: _ => broken ? throw new FlowStoreException(FlowStoreFault.Medium, "gone") : [1]);
        board.Add("q", "p", Message(1, [1], TimeSpan.Zero));

        Assert.Throws<FlowStoreException>(() => board.TryLease(Request("q")));
        broken = false;

        Assert.Equal(1, board.TryLease(Request("q"))!.Messages[0].Attempts);
    }

    private static LeaseRequest Request(params string[] queues) => new(queues, TimeSpan.FromSeconds(30));

    private void Send(string queue, string partition, TimeSpan delay = default)
    {
        lock (_board.Gate)
            _board.Add(queue, partition, Message(++_id, [1], delay));
        _board.Signal();
    }

    private BoardMessage Message(long id, byte[] body, TimeSpan delay)
    {
        var now = _clock.GetUtcNow().UtcTicks;
        return new BoardMessage { Id = id, Body = body, EnqueuedAt = now, VisibleFrom = now + delay.Ticks };
    }
}
