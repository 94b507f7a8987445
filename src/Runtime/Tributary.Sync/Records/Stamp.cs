namespace Tributary.Sync;

/// <summary>
/// When a system said something: by its own sequence or clock where it gives one, else by arrival. Arrival alone would let an update that
/// waited lose against an older one that was sent, or let through, later.
/// </summary>
/// <param name="Token">The arrival token of its first arrival.</param>
/// <param name="Sequence">The system's own growing number, or null.</param>
/// <param name="Timestamp">The system's own time, or null.</param>
internal readonly record struct Stamp(long Token, long? Sequence, DateTimeOffset? Timestamp)
{
    /// <summary>Whether the system said this before the other. What it says in the same moment counts by arrival.</summary>
    public bool IsBefore(in Stamp other) =>
        IsBeforeBySource(other) || (!other.IsBeforeBySource(this) && Token < other.Token);

    /// <summary>Whether the system itself says that it said this before the other.</summary>
    public bool IsBeforeBySource(in Stamp other) =>
        Sequence is not null && other.Sequence is not null ? Sequence < other.Sequence : Timestamp < other.Timestamp;
}
