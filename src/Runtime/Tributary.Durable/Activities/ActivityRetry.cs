namespace Tributary;

/// <summary>How a failed activity is tried again, as a value: what <see cref="RetryAttribute"/> says, or what one call wants instead.</summary>
public sealed record ActivityRetry
{
    /// <summary>One attempt.</summary>
    public static ActivityRetry None { get; } = new() { MaxAttempts = 1 };

    /// <summary>How many attempts there are at most, the first included.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>The delay before the second attempt.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The longest delay.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How the delay grows.</summary>
    public Backoff Backoff { get; init; } = Backoff.Exponential;

    /// <summary>The share of a delay that is drawn at random, from 0 to 1.</summary>
    public double Jitter { get; init; } = 0.2;

    /// <summary>No further attempt begins when this time has passed since the first; null for no limit.</summary>
    public TimeSpan? TotalTimeout { get; init; }

    /// <summary>The full names of exceptions after which no further attempt is made; those derived from them count too.</summary>
    public IReadOnlyList<string> NonRetryable { get; init; } = [];

    /// <summary>The delay after a failed attempt.</summary>
    /// <param name="attempt">Which attempt failed, counted from 1.</param>
    /// <param name="chance">A number in [0, 1) that the jitter is drawn from.</param>
    public TimeSpan DelayAfter(int attempt, double chance)
    {
        var first = FirstDelay.TotalMilliseconds;
        var full = Backoff switch
        {
            Backoff.Fixed => first,
            Backoff.Linear => first * attempt,
            _ => first * Math.Pow(2, attempt - 1),
        };
        return TimeSpan.FromMilliseconds(Math.Min(full, MaxDelay.TotalMilliseconds) * (1 - Jitter * chance));
    }
}
