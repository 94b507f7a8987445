namespace Tributary.Store.Embedded;

/// <summary>A message on the board. It is timed while it is delayed.</summary>
internal sealed class BoardMessage : Timed
{
    /// <summary>The arrival token.</summary>
    public required long Id { get; init; }

    /// <summary>The payload; empty when <see cref="IsSpilled"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>True when the payload was left to the medium, to be loaded when the message is leased.</summary>
    public bool IsSpilled { get; set; }

    /// <summary>When it was committed, in UTC ticks.</summary>
    public required long EnqueuedAt { get; init; }

    /// <summary>Not visible before, in UTC ticks. At most <see cref="EnqueuedAt"/> means: was never to wait.</summary>
    public long VisibleFrom { get; set; }

    /// <summary>How often it was leased; deaths excepted.</summary>
    public int Attempts { get; set; }

    /// <summary>How many processes in a row died while they tried this message and nothing else.</summary>
    public int Deaths { get; set; }

    /// <summary>The attempts that ended in a death. The first one only says whom to watch, as no process had lived without it before.</summary>
    public int Charged => Math.Max(0, Deaths - 1);

    /// <summary>The id by which a copy is recognised.</summary>
    public string? DedupeId { get; init; }

    /// <summary>The sender's trace context.</summary>
    public string? TraceParent { get; init; }

    /// <summary>What went wrong last.</summary>
    public string? LastError { get; set; }

    /// <summary>Where it lies; set by the board.</summary>
    public BoardPartition Partition { get; set; } = null!;

    /// <summary>The neighbours in the partition's list of delayed messages.</summary>
    public BoardMessage? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    public BoardMessage? Next { get; set; }

    /// <summary>In which half of the suspects it is tried, 1 or 2; 0 when it is not on trial.</summary>
    public int Half { get; set; }

    /// <summary>While a commit settles it: the index of its settlement, or -1.</summary>
    public int Settlement { get; set; } = -1;

    /// <summary>What callers see.</summary>
    public StoredMessage ToStored() => new()
    {
        Id = Id,
        Address = Partition.Address,
        Body = Body,
        EnqueuedAt = new DateTimeOffset(EnqueuedAt, TimeSpan.Zero),
        VisibleFrom = new DateTimeOffset(VisibleFrom, TimeSpan.Zero),
        Attempts = Attempts + Charged,
        DedupeId = DedupeId,
        TraceParent = TraceParent,
        LastError = LastError,
    };
}
