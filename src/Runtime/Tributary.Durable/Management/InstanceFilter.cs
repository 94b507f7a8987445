namespace Tributary;

/// <summary>Which instances are meant. What is null does not matter.</summary>
public sealed record InstanceFilter
{
    /// <summary>All instances.</summary>
    public static InstanceFilter All { get; } = new();

    /// <summary>In one of these states.</summary>
    public IReadOnlyCollection<InstanceStatus>? Statuses { get; init; }

    /// <summary>Of this orchestration.</summary>
    public string? Name { get; init; }

    /// <summary>On this version.</summary>
    public int? Version { get; init; }

    /// <summary>Whose id starts so.</summary>
    public string? IdPrefix { get; init; }

    /// <summary>Started at this time or later.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>Started before this time.</summary>
    public DateTimeOffset? CreatedBefore { get; init; }

    /// <summary>Whose status last changed before this time.</summary>
    public DateTimeOffset? UpdatedBefore { get; init; }

    /// <summary>Whether an instance is meant.</summary>
    public bool Matches(InstanceInfo instance) =>
        (Statuses is null || Statuses.Contains(instance.Status))
        && (Name is null || instance.Name == Name)
        && (Version is null || instance.Version == Version)
        && (IdPrefix is null || instance.Id.StartsWith(IdPrefix, StringComparison.Ordinal))
        && (CreatedFrom is null || instance.CreatedAt >= CreatedFrom)
        && (CreatedBefore is null || instance.CreatedAt < CreatedBefore)
        && (UpdatedBefore is null || instance.UpdatedAt < UpdatedBefore);
}
