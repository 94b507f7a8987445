namespace Tributary;

/// <summary>What an adapter can say about an update beside the entity.</summary>
public sealed record SendOptions
{
    /// <summary>Nothing said.</summary>
    public static SendOptions None { get; } = new();

    /// <summary>An id of the message that is stable when the adapter sends it again; a repeated one is recognised and dropped.</summary>
    public string? MessageId { get; init; }

    /// <summary>When the system says the record changed.</summary>
    public DateTimeOffset? Timestamp { get; init; }

    /// <summary>The system's own growing number of the change; an update with a lower one than seen before is stale.</summary>
    public long? Sequence { get; init; }

    /// <summary>Ties together everything that one event set off.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The message that caused this one.</summary>
    public string? CausationId { get; init; }

    /// <summary>What the adapter wants the handler to see.</summary>
    public IReadOnlyDictionary<string, string>? Properties { get; init; }
}
