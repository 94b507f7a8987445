namespace Tributary;

/// <summary>Where an update came from.</summary>
/// <param name="System">The system.</param>
/// <param name="Adapter">The adapter.</param>
/// <param name="NativeId">The record's id in that system.</param>
/// <param name="Timestamp">When the system says it changed, or null.</param>
/// <param name="Sequence">The system's own sequence number of the change, or null.</param>
public sealed record UpdateSource(string System, string Adapter, string NativeId, DateTimeOffset? Timestamp, long? Sequence);

/// <summary>What a handler can know about an update beside the entity itself.</summary>
public sealed record UpdateMetadata
{
    /// <summary>Where it came from.</summary>
    public required UpdateSource Source { get; init; }

    /// <summary>When the framework received it.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The names of the fields that the source changed since the last exchange with it.</summary>
    public required IReadOnlyList<string> ChangedFields { get; init; }

    /// <summary>The message's id; stable across redelivery, deferral and healing.</summary>
    public required string MessageId { get; init; }

    /// <summary>Ties together everything that one event set off.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The message that caused this one.</summary>
    public string? CausationId { get; init; }

    /// <summary>What the adapter added of its own.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty;
}
