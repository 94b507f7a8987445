using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing;

namespace Tributary.Core.Tests.Store;

/// <summary>
/// Life after life of a process over one store, on virtual time: killers among long calls are found, each and only those; and whoever kills
/// the process from outside, at whatever age, gets no call given up.
/// </summary>
public sealed class KillerTests : IAsyncLifetime
{
    private const int MaxAttempts = 3;

    // Longer than any trial, so that calls which begin anew after each death are under way at the next one.
    private static readonly TimeSpan s_callLasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(100);

    private readonly VirtualTimeProvider _clock = new();
    private readonly InMemoryFlowStore _store;
    private readonly List<string> _finished = [];
    private readonly List<string> _givenUp = [];
    private int _deaths;

    public KillerTests() => _store = new InMemoryFlowStore(_clock);

    public async Task InitializeAsync() => await _store.OpenAsync();

    public async Task DisposeAsync() => await _store.DisposeAsync();

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 1_500)]
    [InlineData(17, 0)]
    [InlineData(25, 1_500)]
    [InlineData(26, 0)]
    [InlineData(49, 1_500)]
    [InlineData(50, 0)]
    public async Task A_killer_among_fifty_long_calls_is_given_up_and_only_that_one(int position, int strikesAfter)
    {
        var names = Enumerable.Range(0, 51).Select(i => i == position ? "killer" : $"{i:D2}").ToArray();
        await SendAsync(names);

        await LiveUntilDoneAsync(killersStrikeAfter: TimeSpan.FromMilliseconds(strikesAfter));

        Assert.Equal(["killer"], _givenUp);
        Assert.Equal(names.Except(["killer"]), _finished.Order(StringComparer.Ordinal));
        // One among all, six that halve 51 until one is left, and its attempts; none in vain.
        Assert.InRange(_deaths, 1 + 5 + MaxAttempts, 1 + 6 + MaxAttempts);
    }

    [Fact]
    public async Task Several_killers_are_found_one_after_the_other()
    {
        var names = Enumerable.Range(0, 20).Select(static i => i % 5 == 3 ? $"killer{i:D2}" : $"{i:D2}").ToArray();
        await SendAsync(names);

        await LiveUntilDoneAsync(killersStrikeAfter: TimeSpan.FromMilliseconds(300));

        Assert.Equal(["killer03", "killer08", "killer13", "killer18"], _givenUp.Order(StringComparer.Ordinal));
        Assert.Equal(16, _finished.Count);
    }

    [Fact]
    public async Task A_killer_is_found_though_new_messages_come_all_the_time()
    {
        await SendAsync("killer", "a", "b");
        while (!_givenUp.Contains("killer"))
        {
            await SendAsync($"new{_deaths}");
            await LiveAsync(TimeSpan.FromMinutes(1), killersStrikeAfter: TimeSpan.FromSeconds(1));
            Assert.InRange(_deaths, 1, 20);
        }

        Assert.Equal(["killer"], _givenUp);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(50)]
    public async Task Long_calls_whose_process_is_killed_at_the_same_age_each_time_are_not_given_up(int calls)
    {
        await SendAsync([.. Enumerable.Range(0, calls).Select(static i => $"{i:D2}")]);
        for (var age = s_tick; age <= TimeSpan.FromSeconds(12); age += s_tick)
        {
            for (var life = 0; life < 20; life++)
                await LiveAsync(age, killersStrikeAfter: null);
        }

        Assert.Empty(_givenUp);
        await LiveUntilDoneAsync(killersStrikeAfter: null);
        Assert.Equal(calls, _finished.Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Long_calls_whose_process_is_killed_at_random_every_second_are_not_given_up(int calls)
    {
        var chance = new SeededChance(1, _clock);
        await SendAsync([.. Enumerable.Range(0, calls).Select(static i => $"{i:D2}")]);
        for (var life = 0; life < 600; life++)
            await LiveAsync(TimeSpan.FromSeconds(2 * chance.NextDouble()), killersStrikeAfter: null);

        Assert.Empty(_givenUp);
        await LiveUntilDoneAsync(killersStrikeAfter: null);
        Assert.Equal(calls, _finished.Count);
    }

    private async Task LiveUntilDoneAsync(TimeSpan? killersStrikeAfter)
    {
        for (var life = 0; (await _store.CountAsync("q")).Pending > 0; life++)
        {
            Assert.InRange(life, 0, 100);
            await LiveAsync(TimeSpan.FromMinutes(5), killersStrikeAfter);
        }
    }

    /// <summary>One life: leases what it can and handles it, and is killed at an age, or by a killer, or ends when nothing is left.</summary>
    private async Task LiveAsync(TimeSpan age, TimeSpan? killersStrikeAfter)
    {
        var running = new List<(Lease Lease, TimeSpan Until)>();
        var end = _clock.Elapsed + age;
        while (_clock.Elapsed < end)
        {
            while (await _store.TryLeaseAsync(new LeaseRequest(["q"], TimeSpan.FromHours(1))) is { } lease)
            {
                if (lease.Messages[0].Attempts > MaxAttempts)
                {
                    await ConsumeAsync(lease);
                    _givenUp.Add(lease.Address.Partition);
                    continue;
                }

                running.Add((lease, _clock.Elapsed + (IsKiller(lease) ? killersStrikeAfter!.Value : s_callLasts)));
            }

            foreach (var (lease, _) in running.Where(call => call.Until <= _clock.Elapsed).ToArray())
            {
                if (IsKiller(lease))
                {
                    await DieAsync();
                    return;
                }

                await ConsumeAsync(lease);
                _finished.Add(lease.Address.Partition);
                running.RemoveAll(call => call.Lease == lease);
            }

            if ((await _store.CountAsync("q")).Pending == 0)
                return;
            _clock.Advance(s_tick);
        }

        await DieAsync();
    }

    private async Task DieAsync()
    {
        _deaths++;
        _store.Crash();
        await _store.OpenAsync();
    }

    private static bool IsKiller(Lease lease) => lease.Address.Partition.StartsWith("killer", StringComparison.Ordinal);

    private async Task SendAsync(params string[] names) => Assert.True((await _store.CommitAsync(names.Aggregate(
        new Commit(), static (commit, name) => commit.Send(new OutgoingMessage(new MessageAddress("q", name), default))))).Succeeded);

    private async Task ConsumeAsync(Lease lease) =>
        Assert.True((await _store.CommitAsync(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id))).Succeeded);
}
