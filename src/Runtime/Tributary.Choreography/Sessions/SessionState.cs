namespace Tributary;

/// <summary>Where a session is in its life.</summary>
public enum SessionState
{
    /// <summary>Nobody has joined yet.</summary>
    Created,

    /// <summary>Some roles have joined; nothing is sent before all have.</summary>
    Joining,

    /// <summary>All roles have joined.</summary>
    Active,

    /// <summary>All roles have come to their end.</summary>
    Completed,

    /// <summary>A role failed, died, or broke the protocol.</summary>
    Aborted,

    /// <summary>The deadline, or the time for joining, was over first.</summary>
    TimedOut,

    /// <summary>A role, or whoever runs the session, cancelled it.</summary>
    Cancelled,
}
