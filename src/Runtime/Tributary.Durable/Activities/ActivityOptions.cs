namespace Tributary;

/// <summary>What one call of an activity wants otherwise than the activity's attributes say. What is null stays as they say.</summary>
public sealed record ActivityOptions
{
    /// <summary>How a failure is tried again.</summary>
    public ActivityRetry? Retry { get; init; }

    /// <summary>How long one attempt may take.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>
    /// The only worker that may run the call, as <see cref="OrchestrationContext.ChooseWorker"/> or <see cref="ActivityContext.Worker"/> named it. The call
    /// waits while that worker is away; race it against a timer to go on without it.
    /// </summary>
    public string? Worker { get; init; }
}
