using Microsoft.Extensions.Options;
using Tributary.Choreographies.Tests.Protocols;
using Tributary.Choreographies.Tests.Transports;
using Tributary.Codec;
using Tributary.Sqlite;
using Tributary.Store.InMemory;

namespace Tributary.Choreographies.Tests.Journal;

/// <summary>A durable endpoint goes on where it was: it takes no message twice, repeats no action whose result was kept, and its peers notice nothing.</summary>
public sealed class DurableEndpointTests
{
    private static readonly TimeSpan s_detection = TimeSpan.FromSeconds(4);
    private const int Buyer = 0, Shop = 1, Steps = 9;
    private static readonly JoinOptions s_durable = new() { Durable = true };

    private readonly Protocol _protocol = Made.Protocol(new("buyer", false), new("shop", false));
    private readonly List<int> _actions = [];

    public static TheoryData<int, bool> EveryStep()
    {
        var data = new TheoryData<int, bool>();
        for (var step = 1; step <= Steps; step++)
        {
            data.Add(step, true);
            data.Add(step, false);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(EveryStep))]
    public async Task A_process_that_stops_at_any_step_goes_on_when_it_comes_again(int stopAt, bool closes)
    {
        await using var store = new InMemoryFlowStore(TimeProvider.System);
        await store.OpenAsync();
        var hub = new SessionHub(new ChoreographyOptions { DetectionTime = s_detection });
        await using var server = new SessionServer(hub);
        var network = new LossyNetwork(server, 5);
        await using var shops = network.Client(s_detection);
        var id = (await shops.CreateAsync(new SessionPlan(_protocol, [1, 1]))).Id;
        var shop = shops.RunAsync(AsShop(), id);

        var first = network.Client(s_detection, store);
        using (var stop = new CancellationTokenSource())
        {
            var stopped = first.RunAsync(AsBuyer(step => step == stopAt ? closes ? first.DisposeAsync().AsTask() : stop.CancelAsync() : Task.CompletedTask), id, s_durable, stop.Token);
            await Made.Aborts(stopped);
        }

        await first.DisposeAsync();
        Assert.Equal(SessionState.Active, hub.Find(id)!.State);
        await using var second = network.Client(s_detection, store);
        Assert.Equal(1 + 2 + 3, await second.RunAsync(AsBuyer(static _ => Task.CompletedTask), id, s_durable).WaitAsync(Made.Patience));
        var orders = await shop.WaitAsync(Made.Patience);
        Assert.Equal([100, 101, 102], orders);
        await Made.Until(() => hub.Find(id)!.State == SessionState.Completed);
    }

    [Fact]
    public async Task A_journal_in_a_file_outlives_the_store_that_wrote_it()
    {
        var file = Path.Combine(Path.GetTempPath(), $"choreography-{Guid.NewGuid():N}.db");
        try
        {
            var hub = new SessionHub(new ChoreographyOptions { DetectionTime = s_detection });
            await using var server = TcpSessionServer.Start(hub);
            var id = (await hub.CreateAsync(new SessionPlan(_protocol, [1, 1]))).Id;
            var shop = hub.RunAsync(AsShop(), id);
            foreach (var stopAt in new[] { 3, 6, 9, int.MaxValue })
            {
                await using var store = new SqliteFlowStore(Options.Create(new SqliteStoreOptions { Path = file }), TimeProvider.System);
                await store.OpenAsync();
                var client = new TcpSessionClient(server.EndPoint, s_detection, store);
                var run = client.RunAsync(AsBuyer(step => step == stopAt ? client.DisposeAsync().AsTask() : Task.CompletedTask), id, s_durable);
                if (stopAt < int.MaxValue)
                    await Made.Aborts(run);
                else
                    Assert.Equal(6, await run.WaitAsync(Made.Patience));
                await client.DisposeAsync();
            }

            var orders = await shop.WaitAsync(Made.Patience);
            Assert.Equal([100, 101, 102], orders);
        }
        finally
        {
            foreach (var left in Directory.GetFiles(Path.GetTempPath(), Path.GetFileName(file) + "*"))
                File.Delete(left);
        }
    }

    [Fact]
    public async Task A_guarded_part_that_is_given_up_during_a_restart_is_left_where_it_had_come_to()
    {
        await using var store = new InMemoryFlowStore(TimeProvider.System);
        await store.OpenAsync();
        var hub = new SessionHub(new ChoreographyOptions { DetectionTime = s_detection });
        await using var server = new SessionServer(hub);
        await using var client = new LossyNetwork(server, 6).Client(s_detection, store);
        var id = (await hub.CreateAsync(new SessionPlan(_protocol, [1, 1]))).Id;
        var owner = hub.RunAsync(_protocol.Play(Buyer, 0, static async party =>
        {
            var completed = await party.GuardAsync(1, true, Buyer, TimeSpan.FromMilliseconds(100), -1, 18, 19, [Shop], static async part =>
            {
                await part.ReceiveAsync(Shop, 1);
                await part.ReceiveAsync(Shop, 9);
            });
            return completed ? -1 : await party.ReceiveAsync(Shop, 2);
        }), id);
        using (var stop = new CancellationTokenSource())
            await Made.Aborts(client.RunAsync(AsFollower(stop.CancelAsync), id, s_durable, stop.Token));
        Assert.True(await client.RunAsync(AsFollower(static () => Task.CompletedTask), id, s_durable).WaitAsync(Made.Patience));
        Assert.Equal(6, await owner.WaitAsync(Made.Patience));
    }

    [Fact]
    public async Task A_journal_that_somebody_else_writes_is_noticed()
    {
        await using var store = new InMemoryFlowStore(TimeProvider.System);
        await store.OpenAsync();
        var (one, other) = (await EndpointJournal.OpenAsync(store, "s", 0, 0, default), await EndpointJournal.OpenAsync(store, "s", 0, 0, default));
        one.Record(1, "1"u8);
        Assert.True(await one.FlushAsync());
        other.Record(1, "2"u8);
        await Assert.ThrowsAsync<InvalidOperationException>(() => other.FlushAsync().AsTask());
    }

    [Fact]
    public async Task What_is_written_down_is_read_again()
    {
        await using var store = new InMemoryFlowStore(TimeProvider.System);
        await store.OpenAsync();
        var path = new GuardPath(new GuardPath(null, 3, 1), 4, 2);
        var journal = await EndpointJournal.OpenAsync(store, "s", 2, 1, default);
        journal.Take(5, new Frame(7, 2, path, default), "\"x\""u8);
        journal.Take(5, new Frame(6, 2, path, default), "\"old\""u8);
        journal.Record(-1, "[2,0]"u8);
        journal.Record(9, "1"u8);
        journal.Record(9, "2"u8);
        journal.Progress(path, 4);
        journal.End(path, completed: false, 5);
        Assert.True(await journal.FlushAsync());
        Assert.False(await journal.FlushAsync());

        var again = await EndpointJournal.OpenAsync(store, "s", 2, 1, default);
        var (from, frame) = Assert.Single(again.Frames);
        Assert.Equal((5, 7, 2, "x"), (from, frame.Number, frame.Step, frame.Value.Open(Codecs.String)));
        Assert.Equal(path, frame.Path);
        Assert.Equal(7, again.Taken[5]);
        Assert.Equal((5, false), again.Of(path));
        Assert.True(again.TryRecall(9, out var result) && result.Span.SequenceEqual("1"u8));
        Assert.True(again.TryRecall(9, out result) && result.Span.SequenceEqual("2"u8));
        Assert.False(again.TryRecall(9, out _));
        Assert.True(again.TryRecall(-1, out _));
    }

    private Endpoint<int> AsBuyer(Func<int, Task> before) => _protocol.Play(Buyer, 0, async party =>
    {
        var (sum, step) = (0, 0);
        for (var i = 0; i < 3; i++)
        {
            await before(++step);
            if (!party.TryRecall(1, Codecs.Int32, out var order))
            {
                // The result differs each time it is made: only a kept one can be the one that the shop has.
                lock (_actions)
                {
                    _actions.Add(i);
                    order = 100 + i + (1_000 * (_actions.Count(action => action == i) - 1));
                }

                party.Record(1, order, Codecs.Int32);
            }

            await before(++step);
            await party.SendAsync(Shop, 1, order);
            await before(++step);
            sum += await party.ReceiveAsync(Shop, 2);
        }

        return sum;
    });

    private Endpoint<bool> AsFollower(Func<Task> stop) => _protocol.Play(Shop, 0, async party =>
    {
        var completed = await party.GuardAsync(1, false, Buyer, null, -1, 18, 19, [], async part =>
        {
            await part.SendAsync(Buyer, 1, 5);
            await stop();
            await part.ReceiveAsync(Buyer, 8);
        });
        await party.SendAsync(Buyer, 2, 6);
        return !completed;
    });

    private Endpoint<int[]> AsShop() => _protocol.Play(Shop, 0, static async party =>
    {
        var orders = new int[3];
        for (var i = 0; i < 3; i++)
        {
            orders[i] = await party.ReceiveAsync(Buyer, 1) % 1_000;
            await party.SendAsync(Buyer, 2, i + 1);
        }

        return orders;
    });
}
