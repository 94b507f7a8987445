namespace Tributary.Choreographies;

/// <summary>
/// Names one entry into a guarded part: which guard, and the how-manieth entry within the part around it. A frame carries it, so that a
/// late frame of a part that was given up is not taken for one of the next.
/// </summary>
internal sealed class GuardPath(GuardPath? outer, int guard, int entry) : IEquatable<GuardPath>
{
    public GuardPath? Outer { get; } = outer;

    public int Guard { get; } = guard;

    public int Entry { get; } = entry;

    public int Depth { get; } = (outer?.Depth ?? 0) + 1;

    /// <summary>The part around this one at a depth.</summary>
    public GuardPath? At(int depth)
    {
        var path = this;
        while (path is not null && path.Depth > depth)
            path = path.Outer;
        return path;
    }

    public bool Equals(GuardPath? other)
        => ReferenceEquals(this, other) || (other is not null && Guard == other.Guard && Entry == other.Entry && Depth == other.Depth && Equals(Outer, other.Outer));

    public override bool Equals(object? obj) => Equals(obj as GuardPath);

    public override int GetHashCode() => HashCode.Combine(Guard, Entry, Outer);
}
