using System.ComponentModel;

namespace Tributary.Orchestrations;

/// <summary>What the attributes of an activity say, as generated code writes it down.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record ActivitySettings
{
    /// <summary>An activity without further settings.</summary>
    public static ActivitySettings Default { get; } = new();

    /// <summary>How a failure is tried again.</summary>
    public ActivityRetry Retry { get; init; } = ActivityRetry.None;

    /// <summary>How many calls run at the same time in one process.</summary>
    public int MaxConcurrency { get; init; } = 64;

    /// <summary>How long one attempt may take; null for no limit.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>The longest time between two heartbeats; null when they are not watched.</summary>
    public TimeSpan? HeartbeatTimeout { get; init; }

    /// <summary>Only workers that offer this tag run the activity; null for all.</summary>
    public string? Tag { get; init; }
}
