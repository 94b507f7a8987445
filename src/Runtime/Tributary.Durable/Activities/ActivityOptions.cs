namespace Tributary;

/// <summary>What one call of an activity wants otherwise than the activity's attributes say. What is null stays as they say.</summary>
public sealed record ActivityOptions
{
    /// <summary>How a failure is tried again.</summary>
    public ActivityRetry? Retry { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan? Timeout { get; init; }
}
