namespace Tributary;

/// <summary>What a schedule does when the instance that it started last is still running.</summary>
public enum OverlapPolicy
{
    /// <summary>The occurrence is left out and counted.</summary>
    Skip,

    /// <summary>Another instance is started beside it.</summary>
    Allow,
}

/// <summary>What is known of a schedule.</summary>
public sealed record ScheduleInfo
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it starts something.</summary>
    public required Schedule Schedule { get; init; }

    /// <summary>The name of the orchestration that it starts.</summary>
    public required string Orchestration { get; init; }

    /// <summary>The version of the orchestration.</summary>
    public required int Version { get; init; }

    /// <summary>The input of each instance, as JSON.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>What happens while the last instance still runs.</summary>
    public OverlapPolicy Overlap { get; init; }

    /// <summary>Whether it is paused.</summary>
    public bool IsPaused { get; init; }

    /// <summary>When its times were set.</summary>
    public DateTimeOffset SetAt { get; init; }

    /// <summary>The next time; null while it is paused.</summary>
    public DateTimeOffset? Next { get; init; }

    /// <summary>The id of the instance that it started last, or null.</summary>
    public string? LastInstanceId { get; init; }

    /// <summary>How many instances it has started.</summary>
    public long Started { get; init; }

    /// <summary>How many times were left out because the last instance was still running.</summary>
    public long Skipped { get; init; }

    /// <summary>Tells the message that belongs to these times from one that an earlier change has left.</summary>
    internal string Change { get; init; } = "";
}

/// <summary>There is no such schedule.</summary>
public sealed class ScheduleNotFoundException(string name)
    : Exception($"There is no schedule '{name}'. It was never set, or it was deleted.")
{
    /// <summary>The name that was asked for.</summary>
    public string Name { get; } = name;
}
