namespace Tributary.Dispatch;

/// <summary>When a failed message is tried again, and when it is given up.</summary>
public sealed record RetryPolicy
{
    /// <summary>Three attempts, one second apart at first, doubling, at most five minutes, with a fifth of jitter.</summary>
    public static RetryPolicy Default { get; } = new();

    /// <summary>How many attempts a message gets before it becomes a dead letter; at least 1.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The delay before the second attempt.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>What each further delay is multiplied by; at least 1.</summary>
    public double BackoffMultiplier { get; init; } = 2;

    /// <summary>The longest delay.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share of a delay that is drawn at random, from 0 to 1, so that failures that came together do not return together.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The delay after a failed attempt.</summary>
    /// <param name="attempt">Which attempt failed, counted from 1.</param>
    /// <param name="chance">Where the jitter comes from.</param>
    public TimeSpan DelayAfter(int attempt, Chance chance)
    {
        var full = FirstDelay.TotalMilliseconds * Math.Pow(BackoffMultiplier, Math.Max(0, attempt - 1));
        var capped = Math.Min(full, MaxDelay.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(capped * (1 - Jitter * chance.NextDouble()));
    }
}
