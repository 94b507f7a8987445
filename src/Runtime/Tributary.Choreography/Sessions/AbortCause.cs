namespace Tributary;

/// <summary>Why a session was aborted.</summary>
public enum AbortCause
{
    /// <summary>A local action of a role, or its endpoint, threw.</summary>
    Failed,

    /// <summary>A role, or whoever runs the session, cancelled it.</summary>
    Cancelled,

    /// <summary>The deadline of the session, or the time for joining it, is over.</summary>
    TimedOut,

    /// <summary>A message could not be decoded or encoded.</summary>
    Undecodable,

    /// <summary>A guard refused a send: a capability or the budget was missing.</summary>
    Refused,

    /// <summary>A role died: its process or its connection is gone.</summary>
    Died,

    /// <summary>A message came that the protocol does not allow there.</summary>
    Mismatch,
}
