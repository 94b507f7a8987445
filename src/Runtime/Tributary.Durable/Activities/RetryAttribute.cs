namespace Tributary;

/// <summary>How the delay between attempts grows.</summary>
public enum Backoff
{
    /// <summary>Always the first delay.</summary>
    Fixed,

    /// <summary>The first delay times the number of the attempt.</summary>
    Linear,

    /// <summary>The first delay, doubled after each attempt.</summary>
    Exponential,
}

/// <summary>How a failed activity is tried again. An activity without this attribute is tried once.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RetryAttribute : Attribute
{
    /// <summary>How many attempts there are at most, the first included; 3 when not set.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The delay before the second attempt, as a constant time span; one second when not set.</summary>
    public string FirstDelay { get; set; } = "00:00:01";

    /// <summary>The longest delay, as a constant time span; five minutes when not set.</summary>
    public string MaxDelay { get; set; } = "00:05:00";

    /// <summary>How the delay grows.</summary>
    public Backoff Backoff { get; set; } = Backoff.Exponential;

    /// <summary>The share of a delay that is drawn at random, from 0 to 1, so that what failed together does not return together.</summary>
    public double Jitter { get; set; } = 0.2;

    /// <summary>No further attempt begins when this time has passed since the first, as a constant time span; without limit when not set.</summary>
    public string? TotalTimeout { get; set; }

    /// <summary>Exceptions, derived ones included, after which no further attempt is made.</summary>
    public Type[] NonRetryable { get; set; } = [];
}
