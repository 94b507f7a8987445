namespace Tributary;

/// <summary>What is known of an instance.</summary>
public sealed record InstanceInfo
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>The name of its orchestration.</summary>
    public required string Name { get; init; }

    /// <summary>The version that it runs on.</summary>
    public required int Version { get; init; }

    /// <summary>The number of its current or last execution, from 1.</summary>
    public int Execution { get; init; } = 1;

    /// <summary>Where it stands.</summary>
    public InstanceStatus Status { get; init; }

    /// <summary>When it was started.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its status last changed.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Its input as JSON.</summary>
    public ReadOnlyMemory<byte> Input { get; init; }

    /// <summary>Its result as JSON; empty until it has completed.</summary>
    public ReadOnlyMemory<byte> Result { get; init; }

    /// <summary>What it shows of itself, as JSON; empty when nothing.</summary>
    public ReadOnlyMemory<byte> CustomStatus { get; init; }

    /// <summary>Why it failed, was cancelled or terminated.</summary>
    public FailureDetails? Failure { get; init; }

    /// <summary>Where its code and its history differ, while it is parked for that.</summary>
    public HistoryDifference? Difference { get; init; }

    /// <summary>What called it as a child, or null.</summary>
    public ParentReference? Parent { get; init; }
}
