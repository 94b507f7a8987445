using Tributary.Store;
using Tributary.Store.Embedded;
using Tributary.Store.InMemory;
using Tributary.Testing;

namespace Tributary.Core.Tests.Store;

/// <summary>How the messages are leased that a process held when it died.</summary>
public sealed class SuspectTests : IAsyncLifetime
{
    private readonly VirtualTimeProvider _clock = new();
    private readonly InMemoryFlowStore _store;
    private readonly List<string> _ready = [];

    public SuspectTests() => _store = new InMemoryFlowStore(_clock);

    public async Task InitializeAsync() => await _store.OpenAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Fact]
    public async Task Messages_that_were_under_way_together_are_suspects_that_run_alone_and_uncounted()
    {
        await SendAsync("q", "a", 3);
        await SendAsync("q", "b", 1);
        await LeaseAsync("q");
        await LeaseAsync("q");
        await CrashAsync();

        for (var i = 0; i < 4; i++)
        {
            var lease = await LeaseAsync("q");
            Assert.Equal(1, Assert.Single(lease!.Messages).Attempts);
            Assert.Null(await LeaseAsync("q"));
            await ConsumeAsync(lease);
        }

        await SendAsync("q", "a", 2);
        await SendAsync("q", "b", 1);
        Assert.Equal(2, (await LeaseAsync("q"))!.Messages.Count);
        Assert.NotNull(await LeaseAsync("q"));
    }

    [Fact]
    public async Task Only_the_one_that_ran_alone_is_counted_and_the_other_suspects_stay_suspects()
    {
        await SendAsync("q", "deadly", 1);
        await SendAsync("q", "innocent", 1);
        await LeaseAsync("q");
        await LeaseAsync("q");
        for (var life = 1; life <= 3; life++)
        {
            await CrashAsync();
            var lease = (await LeaseAsync("q"))!;
            if (lease.Address.Partition == "innocent")
            {
                Assert.Equal(1, lease.Messages[0].Attempts);
                await ConsumeAsync(lease);
                lease = (await LeaseAsync("q"))!;
            }

            Assert.Equal("deadly", lease.Address.Partition);
            Assert.Equal(life, lease.Messages[0].Attempts);
        }
    }

    [Fact]
    public async Task A_suspect_waits_until_the_others_are_done_and_nothing_new_begins_meanwhile()
    {
        await SendAsync("q", "suspect", 1);
        await LeaseAsync("q");
        await CrashAsync();
        await SendAsync("other", "a", 1);
        await SendAsync("other", "b", 1);
        var busy = (await LeaseAsync("other"))!;

        Assert.Null(await LeaseAsync("q"));
        Assert.Null(await LeaseAsync("other"));
        _ready.Clear();
        await ConsumeAsync(busy);
        Assert.Contains("q", _ready);

        var suspect = (await LeaseAsync("q"))!;
        Assert.Null(await LeaseAsync("other"));
        _ready.Clear();
        await ConsumeAsync(suspect);
        Assert.Contains("other", _ready);
        Assert.NotNull(await LeaseAsync("other"));
    }

    [Fact]
    public async Task A_suspect_that_hangs_keeps_the_others_waiting_for_some_seconds_only_and_still_counts()
    {
        await SendAsync("q", "hangs", 1);
        await LeaseAsync("q");
        await CrashAsync();
        await SendAsync("q", "other", 1);
        Assert.Equal("hangs", (await LeaseAsync("q"))!.Address.Partition);
        Assert.Null(await LeaseAsync("q"));

        _ready.Clear();
        _clock.Advance(MessageBoard.AloneFor);
        Assert.Equal(["q"], _ready);
        Assert.Equal("other", (await LeaseAsync("q"))!.Address.Partition);

        await CrashAsync();
        var attempts = new Dictionary<string, int>();
        while (await LeaseAsync("q") is { } lease)
        {
            attempts[lease.Address.Partition] = lease.Messages[0].Attempts;
            await ConsumeAsync(lease);
        }

        Assert.Equal(new Dictionary<string, int> { ["hangs"] = 3, ["other"] = 1 }, attempts);
    }

    [Fact]
    public async Task Long_work_of_others_holds_a_suspect_up_for_some_seconds_only()
    {
        await SendAsync("q", "suspect", 1);
        await LeaseAsync("q");
        await CrashAsync();
        await SendAsync("other", "long", 1);
        await LeaseAsync("other");
        Assert.Null(await LeaseAsync("q"));

        _ready.Clear();
        _clock.Advance(MessageBoard.AloneFor);

        Assert.Contains("q", _ready);
        Assert.Equal(2, (await LeaseAsync("q"))!.Messages[0].Attempts);
    }

    [Fact]
    public async Task A_suspect_that_nobody_asks_for_holds_nobody_up()
    {
        await SendAsync("q", "suspect", 1);
        await LeaseAsync("q");
        await CrashAsync();
        for (var i = 0; i < 3; i++)
            await SendAsync("other", $"{i}", 1);

        // Its listener asks once and goes away.
        Assert.NotNull(await LeaseAsync("other"));
        Assert.Null(await LeaseAsync("q"));
        Assert.Null(await LeaseAsync("other"));
        _clock.Advance(2 * MessageBoard.AloneFor);

        Assert.NotNull(await LeaseAsync("other"));
        Assert.NotNull(await LeaseAsync("other"));
    }

    [Fact]
    public async Task A_retry_ends_the_suspicion()
    {
        await SendAsync("q", "a", 1);
        await LeaseAsync("q");
        await CrashAsync();
        var lease = (await LeaseAsync("q"))!;
        Assert.True((await _store.CommitAsync(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, _clock.GetUtcNow(), "boom"))).Succeeded);
        await SendAsync("q", "b", 1);

        Assert.NotNull(await LeaseAsync("q"));
        Assert.NotNull(await LeaseAsync("q"));
    }

    [Fact]
    public async Task A_suspect_that_is_withdrawn_holds_nobody_up()
    {
        await SendAsync("q", "a", 1);
        await LeaseAsync("q");
        await CrashAsync();
        Assert.True((await _store.CommitAsync(new Commit().Withdraw(new MessageAddress("q", "a")))).Succeeded);
        await SendAsync("q", "a", 2);
        await SendAsync("q", "b", 1);

        Assert.Equal(2, (await LeaseAsync("q"))!.Messages.Count);
        Assert.NotNull(await LeaseAsync("q"));
    }

    private async Task SendAsync(string queue, string partition, int count)
    {
        var commit = new Commit();
        for (var i = 0; i < count; i++)
            commit.Send(new OutgoingMessage(new MessageAddress(queue, partition), new byte[] { 1 }));
        Assert.True((await _store.CommitAsync(commit)).Succeeded);
    }

    private ValueTask<Lease?> LeaseAsync(string queue) => _store.TryLeaseAsync(new LeaseRequest([queue], TimeSpan.FromMinutes(1)));

    private async Task ConsumeAsync(Lease lease) =>
        Assert.True((await _store.CommitAsync(lease.Messages.Aggregate(new Commit().Under(lease.Token), static (c, m) => c.Consume(m.Id)))).Succeeded);

    private async Task CrashAsync()
    {
        _store.Crash();
        _store.QueueReady += _ready.Add;
        await _store.OpenAsync();
    }
}
