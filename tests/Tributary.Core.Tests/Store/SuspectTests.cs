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
    public async Task The_halves_of_the_suspects_run_one_after_the_other_and_then_everything_and_nobody_is_charged()
    {
        await SendAsync("a", "b", "c");
        await LeaseAllAsync();
        await CrashAsync();
        await SendAsync("d");

        var first = await LeaseAllAsync();
        Assert.Equal(["a", "b"], Names(first));
        await ConsumeAsync(first[0]);
        Assert.Empty(await LeaseAllAsync());

        _ready.Clear();
        await ConsumeAsync(first[1]);
        Assert.Equal(["q"], _ready);
        var second = await LeaseAllAsync();
        Assert.Equal(["c"], Names(second));

        _ready.Clear();
        await ConsumeAsync(second[0]);
        Assert.Equal(["q"], _ready);
        var rest = await LeaseAllAsync();
        Assert.Equal(["d"], Names(rest));
        Assert.All([.. first, .. second, .. rest], static lease => Assert.Equal(1, lease.Messages[0].Attempts));
    }

    [Fact]
    public async Task Suspects_that_take_long_hold_everything_up_for_two_times_at_most_however_many_they_are()
    {
        var names = Enumerable.Range(0, 500).Select(static i => $"{i:D3}").ToArray();
        await SendAsync(names);
        await LeaseAllAsync();
        await CrashAsync();
        await SendAsync("other");

        Assert.Equal(names[..250], Names(await LeaseAllAsync()));
        _ready.Clear();
        _clock.Advance(MessageBoard.TrialTime);
        Assert.Equal(["q"], _ready);
        Assert.Equal(names[250..], Names(await LeaseAllAsync()));
        _ready.Clear();
        _clock.Advance(MessageBoard.TrialTime);
        Assert.Equal(["q"], _ready);
        Assert.Equal(["other"], Names(await LeaseAllAsync()));
    }

    [Fact]
    public async Task A_suspect_that_nobody_asks_for_holds_nobody_up_for_longer()
    {
        await SendAsync("suspect");
        await LeaseAllAsync();
        await CrashAsync();
        Assert.True((await _store.CommitAsync(new Commit().Send(new OutgoingMessage(new MessageAddress("other", "p"), default)))).Succeeded);

        // Its listener never comes.
        Assert.Null(await LeaseAsync("other"));
        _clock.Advance(MessageBoard.TrialTime);

        Assert.NotNull(await LeaseAsync("other"));
    }

    [Fact]
    public async Task A_clock_that_is_set_back_holds_nobody_up_for_longer()
    {
        await SendAsync("a", "b");
        await LeaseAllAsync();
        await CrashAsync();
        await SendAsync("other");
        await LeaseAllAsync();

        _clock.Jump(TimeSpan.FromHours(-5));
        _clock.Advance(2 * MessageBoard.TrialTime);

        Assert.Equal(["b", "other"], Names(await LeaseAllAsync()));
    }

    [Fact]
    public async Task A_retry_ends_the_suspicion()
    {
        await SendAsync("a");
        await LeaseAllAsync();
        await CrashAsync();
        await SendAsync("b");
        var lease = Assert.Single(await LeaseAllAsync());
        Assert.True((await _store.CommitAsync(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, _clock.GetUtcNow(), "boom"))).Succeeded);

        Assert.Equal(["a", "b"], Names(await LeaseAllAsync()));
    }

    [Fact]
    public async Task A_suspect_that_is_withdrawn_holds_nobody_up()
    {
        await SendAsync("a");
        await LeaseAllAsync();
        await CrashAsync();
        Assert.True((await _store.CommitAsync(new Commit().Withdraw(new MessageAddress("q", "a")))).Succeeded);
        await SendAsync("b", "c");

        Assert.Equal(["b", "c"], Names(await LeaseAllAsync()));
    }

    [Fact]
    public async Task A_turn_with_several_messages_is_divided_like_several_turns()
    {
        var commit = new Commit();
        for (var i = 0; i < 4; i++)
            commit.Send(new OutgoingMessage(new MessageAddress("q", "p"), default));
        await _store.CommitAsync(commit);
        var ids = (await LeaseAsync("q"))!.Messages.Select(static m => m.Id).ToArray();
        await CrashAsync();

        var first = (await LeaseAsync("q"))!;
        Assert.Equal(ids[..2], first.Messages.Select(static m => m.Id));
        await ConsumeAsync(first);
        Assert.Equal(ids[2..], (await LeaseAsync("q"))!.Messages.Select(static m => m.Id));
        await CrashAsync();
        Assert.Equal(ids[2], Assert.Single((await LeaseAsync("q"))!.Messages).Id);
    }

    [Fact]
    public async Task The_last_suspect_is_charged_only_where_the_process_had_lived_without_it()
    {
        await SendAsync("deadly", "innocent");
        await LeaseAllAsync();
        await CrashAsync();
        Assert.Equal(["deadly"], Names(await LeaseAllAsync()));
        await CrashAsync();

        // Found, and not charged yet. From here on all wait, the suspect too, before it is tried.
        foreach (var (attempts, wait) in new[] { (1, 1), (2, 2), (3, 1) })
        {
            Assert.Empty(await LeaseAllAsync());
            _clock.Advance(wait * MessageBoard.TrialTime - TimeSpan.FromTicks(1));
            Assert.Empty(await LeaseAllAsync());
            _clock.Advance(TimeSpan.FromTicks(1));
            var lease = Assert.Single(await LeaseAllAsync());
            Assert.Equal("deadly", lease.Address.Partition);
            Assert.Equal(attempts, lease.Messages[0].Attempts);
            await CrashAsync();
        }

        Assert.Empty(await LeaseAllAsync());
        _clock.Advance(2 * MessageBoard.TrialTime);
        var last = Assert.Single(await LeaseAllAsync());
        Assert.Equal(4, last.Messages[0].Attempts);
        Assert.Contains("attempt 3, found at", last.Messages[0].LastError, StringComparison.Ordinal);
        await ConsumeAsync(last);
        Assert.Equal(["innocent"], Names(await LeaseAllAsync()));
    }

    [Fact]
    public async Task A_death_while_the_last_suspect_waits_clears_it()
    {
        await SendAsync("long");
        await LeaseAllAsync();
        await CrashAsync();
        await LeaseAllAsync();
        await CrashAsync();
        Assert.Empty(await LeaseAllAsync());
        _clock.Advance(MessageBoard.TrialTime);
        await LeaseAllAsync();
        await CrashAsync();
        Assert.Empty(await LeaseAllAsync());

        await CrashAsync();

        Assert.Equal(1, Assert.Single(await LeaseAllAsync()).Messages[0].Attempts);
    }

    [Fact]
    public async Task A_death_after_the_trial_makes_all_that_is_under_way_suspect_again()
    {
        await SendAsync("a", "b");
        await LeaseAllAsync();
        await CrashAsync();
        Assert.Equal(["a"], Names(await LeaseAllAsync()));
        _clock.Advance(MessageBoard.TrialTime);
        Assert.Equal(["b"], Names(await LeaseAllAsync()));
        _clock.Advance(MessageBoard.TrialTime);
        await SendAsync("c", "d");
        await LeaseAllAsync();
        await CrashAsync();

        Assert.Equal(["a", "b"], Names(await LeaseAllAsync()));
        _clock.Advance(MessageBoard.TrialTime);
        var second = await LeaseAllAsync();
        Assert.Equal(["c", "d"], Names(second));
        Assert.All(second, static lease => Assert.Equal(1, lease.Messages[0].Attempts));
    }

    private static List<string> Names(IEnumerable<Lease> leases) => [.. leases.Select(static lease => lease.Address.Partition).Order(StringComparer.Ordinal)];

    private async Task SendAsync(params string[] names) => Assert.True((await _store.CommitAsync(names.Aggregate(
        new Commit(), static (commit, name) => commit.Send(new OutgoingMessage(new MessageAddress("q", name), default))))).Succeeded);

    private ValueTask<Lease?> LeaseAsync(string queue) => _store.TryLeaseAsync(new LeaseRequest([queue], TimeSpan.FromHours(1)));

    private async Task<List<Lease>> LeaseAllAsync()
    {
        List<Lease> leases = [];
        while (await LeaseAsync("q") is { } lease)
            leases.Add(lease);
        return leases;
    }

    private async Task ConsumeAsync(Lease lease) =>
        Assert.True((await _store.CommitAsync(lease.Messages.Aggregate(new Commit().Under(lease.Token), static (c, m) => c.Consume(m.Id)))).Succeeded);

    private async Task CrashAsync()
    {
        _store.Crash();
        _store.QueueReady += _ready.Add;
        await _store.OpenAsync();
    }
}
