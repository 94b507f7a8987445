namespace Tributary;

/// <summary>
/// The port for everything random: jitter and new ids. The kernel and the pillars draw from here only, so that a run under
/// <c>Tributary.Testing</c> replays exactly. Implementations are safe to call from any thread.
/// </summary>
public abstract class Chance
{
    /// <summary>A number in [0, 1).</summary>
    public abstract double NextDouble();

    /// <summary>A new unique id of 26 characters whose ordinal order is, to the millisecond, the order of creation (a ULID).</summary>
    public abstract string NewId();
}
