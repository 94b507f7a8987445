namespace Tributary;

/// <summary>The choreography pillar's settings, bound from the configuration section <c>Tributary:Choreography</c> and checked when the host starts.</summary>
public sealed class ChoreographyOptions
{
    /// <summary>The configuration section that these settings are bound from.</summary>
    public const string Section = "Tributary:Choreography";

    /// <summary>The most sessions at one time.</summary>
    public int MaxSessions { get; set; } = 100_000;

    /// <summary>The most participants of one session, the members of families counted one by one.</summary>
    public int MaxParticipants { get; set; } = 256;

    /// <summary>The longest that a session may take, and the deadline of one that asks for none.</summary>
    public TimeSpan MaxLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long it may take until all roles have joined, where the session does not say.</summary>
    public TimeSpan JoinTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a participant in another process may be silent before it counts as dead, and how long a local action that is still running
    /// when its session is aborted is waited for.
    /// </summary>
    public TimeSpan DetectionTime { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How many sessions that are over are remembered, so that whoever joins too late is told so.</summary>
    public int RememberedSessions { get; set; } = 10_000;

    /// <summary>
    /// The address and port, such as <c>127.0.0.1:5100</c>, on which other processes reach the sessions of this host; null for none. There
    /// is neither encryption nor a sign-in: use loopback, or put it behind what provides them.
    /// </summary>
    public string? Listen { get; set; }
}
