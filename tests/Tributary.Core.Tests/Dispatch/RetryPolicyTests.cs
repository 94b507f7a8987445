using Tributary.Dispatch;
using Tributary.Testing;

namespace Tributary.Core.Tests.Dispatch;

public sealed class RetryPolicyTests
{
    [Fact]
    public void Delays_grow_to_their_bound()
    {
        var policy = new RetryPolicy { FirstDelay = TimeSpan.FromSeconds(1), BackoffMultiplier = 3, MaxDelay = TimeSpan.FromSeconds(20), Jitter = 0 };
        var chance = new SeededChance(1, TimeProvider.System);
        Assert.Equal([1, 3, 9, 20, 20], Enumerable.Range(1, 5).Select(attempt => (int)policy.DelayAfter(attempt, chance).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(20), policy.DelayAfter(int.MaxValue, chance));
    }

    [Fact]
    public void Jitter_takes_away_at_most_its_share()
    {
        var policy = new RetryPolicy { FirstDelay = TimeSpan.FromSeconds(10), Jitter = 0.5 };
        var chance = new SeededChance(1, TimeProvider.System);
        var delays = Enumerable.Range(0, 1_000).Select(_ => policy.DelayAfter(1, chance).TotalSeconds).ToList();
        Assert.All(delays, delay => Assert.InRange(delay, 5, 10));
        Assert.True(delays.Max() - delays.Min() > 4);
    }
}
