namespace Tributary.Testing.Tests.Sync;

/// <summary>What a system has changed of a record and not sent since.</summary>
[Flags]
public enum Changes
{
    None = 0,
    Name = 1,
    Parent = 2,
    Extra = 4,
    Key = 8,

    /// <summary>The record is sent as a whole: it is new, to be echoed, or what was sent of it is in doubt.</summary>
    Whole = 16,
}

/// <summary>One record of an external system, whatever its entity.</summary>
public sealed class Row(string id, Type entity, string key)
{
    public string Id { get; } = id;

    public Type Entity { get; } = entity;

    public string Key { get; set; } = key;

    public string? Parent { get; set; }

    public string? Name { get; set; }

    /// <summary>A device's floor or a sensor's unit.</summary>
    public string? Extra { get; set; }

    public Changes Unsent { get; set; }

    public bool IsDirty => Unsent != Changes.None;

    /// <summary>Whether the host knows it, or may know it, from a send or a delivery.</summary>
    public bool IsKnown { get; set; }

    /// <summary>How many deliveries it took.</summary>
    public int Deliveries { get; set; }

    public override string ToString() => $"{Id} key {Key} parent {Parent} name {Name} extra {Extra}";
}

/// <summary>What a system says at one moment.</summary>
/// <param name="MessageId">The id of the message.</param>
/// <param name="Row">The record it is about.</param>
/// <param name="Model">The record as it was at that moment.</param>
/// <param name="Fields">The fields that are sent.</param>
/// <param name="Options">What is sent beside them.</param>
public sealed record Said(string MessageId, Row Row, IFlowEntity Model, Changes Fields, SendOptions Options)
{
    /// <summary>How many deliveries the record had taken then.</summary>
    public int Deliveries { get; init; }

    public override string ToString() => $"{MessageId[^6..]}: {Row} [{Fields}] sequence {Options.Sequence}";
}
