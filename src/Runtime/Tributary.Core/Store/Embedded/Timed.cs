namespace Tributary.Store.Embedded;

/// <summary>Something that happens at a time, and that a <see cref="DueHeap"/> can find and remove without searching.</summary>
internal abstract class Timed
{
    /// <summary>When, in UTC ticks.</summary>
    public long Due { get; set; }

    /// <summary>Breaks ties, so that what was added first is due first and a run replays exactly.</summary>
    public long DueOrder { get; set; }

    /// <summary>Where in the heap; -1 when in none.</summary>
    public int HeapIndex { get; set; } = -1;
}
