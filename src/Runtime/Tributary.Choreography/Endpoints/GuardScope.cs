namespace Tributary.Choreographies;

/// <summary>How a frame stands to the reader's place in the protocol.</summary>
internal enum Standing
{
    /// <summary>It is for the part that the reader is in.</summary>
    Now,

    /// <summary>It is for a part that the reader will come to.</summary>
    Later,

    /// <summary>It is for a part that the reader has left.</summary>
    Late,
}

/// <summary>One entry of one place into a guarded part.</summary>
internal sealed class GuardScope : Pulse
{
    private const int Open = 0, Completed = 1, GivenUp = 2;
    private int _outcome;

    public GuardScope(GuardScope? outer, int guard, int entry, int mortalRole, Action<GuardScope>? onDeath)
    {
        Outer = outer;
        MortalRole = mortalRole;
        OnDeath = onDeath;
        Path = new GuardPath(outer?.Path, guard, entry);
    }

    public GuardScope? Outer { get; }

    public GuardPath Path { get; }

    /// <summary>The role whose death gives the part up, or -1.</summary>
    public int MortalRole { get; }

    /// <summary>What the owner does when the part is given up by a death; null at the others.</summary>
    public Action<GuardScope>? OnDeath { get; }

    public GuardEntries Entries { get; } = new();

    /// <summary>How many steps a durable endpoint has begun in the part.</summary>
    public int Steps { get; set; }

    /// <summary>How many steps it had come through before a restart; the part is not given up before it has come there again.</summary>
    public int HeldSteps { get; set; } = -1;

    public bool IsDecided => Volatile.Read(ref _outcome) != Open;

    public bool IsGivenUp => Volatile.Read(ref _outcome) == GivenUp;

    /// <summary>Decides, unless it is decided already.</summary>
    /// <returns>Whether this call decided.</returns>
    public bool Decide(bool completed)
    {
        if (Interlocked.CompareExchange(ref _outcome, completed ? Completed : GivenUp, Open) != Open)
            return false;
        Beat();
        return true;
    }

    /// <summary>Whether this part or one around it may lose a role.</summary>
    public static bool Survives(GuardScope? scope, int role)
    {
        for (; scope is not null; scope = scope.Outer)
        {
            if (scope.MortalRole == role)
                return true;
        }

        return false;
    }

    /// <summary>The outermost part that was given up, from here outwards; null if none was.</summary>
    public static GuardScope? FindGivenUp(GuardScope? scope)
    {
        GuardScope? found = null;
        for (; scope is not null; scope = scope.Outer)
        {
            if (scope.IsGivenUp && scope.Steps > scope.HeldSteps)
                found = scope;
        }

        return found;
    }

    /// <summary>Whether a frame is for where the reader is, for later, or too late.</summary>
    public static Standing Judge(GuardPath? frame, GuardScope? reader, Seat seat)
    {
        if (Equals(frame, reader?.Path))
            return Standing.Now;

        // The innermost part that both are in.
        var common = reader;
        while (common is not null && !common.Path.Equals(frame?.At(common.Path.Depth)))
            common = common.Outer;
        var depth = common?.Path.Depth ?? 0;
        if (frame is null || frame.Depth == depth)
            return Standing.Later;
        var next = frame.At(depth + 1)!;
        return (common?.Entries ?? seat.Entries).Of(next.Guard) >= next.Entry ? Standing.Late : Standing.Later;
    }
}

/// <summary>How often each guarded part was entered. Branches that run side by side may enter at the same time.</summary>
internal sealed class GuardEntries
{
    private readonly Lock _lock = new();
    private Dictionary<int, int>? _counts;

    public int Enter(int guard)
    {
        lock (_lock)
        {
            _counts ??= [];
            return _counts[guard] = _counts.GetValueOrDefault(guard) + 1;
        }
    }

    public int Of(int guard)
    {
        lock (_lock)
            return _counts?.GetValueOrDefault(guard) ?? 0;
    }
}

/// <summary>Unwinds a part that was given up. The part's own guard catches it.</summary>
internal sealed class PartGivenUpException(GuardScope part) : Exception("The part was given up.")
{
    public GuardScope Part { get; } = part;
}
