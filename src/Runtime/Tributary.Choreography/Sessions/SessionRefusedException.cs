namespace Tributary;

/// <summary>Why a session could not be created or joined.</summary>
public enum SessionRefusal
{
    /// <summary>There is no such session, or it ended long ago.</summary>
    Unknown,

    /// <summary>The session is over. Joining never brings one back.</summary>
    Over,

    /// <summary>The endpoint was compiled from another protocol, or from another state of it.</summary>
    WrongProtocol,

    /// <summary>The session has no such role or member.</summary>
    UnknownRole,

    /// <summary>Somebody plays that role already.</summary>
    Taken,

    /// <summary>There is a session of that id already.</summary>
    Exists,

    /// <summary>The host has as many sessions as it admits.</summary>
    TooManySessions,

    /// <summary>The session would have more participants than the host admits.</summary>
    TooManyParticipants,

    /// <summary>The session asks for more time than the host admits.</summary>
    TooLong,

    /// <summary>The host of the sessions cannot be reached.</summary>
    Unreachable,
}

/// <summary>A session could not be created or joined. Nothing has happened.</summary>
public sealed class SessionRefusedException : Exception
{
    internal SessionRefusedException(SessionRefusal reason, string message, Exception? inner = null)
        : base(message, inner)
        => Reason = reason;

    /// <summary>Why.</summary>
    public SessionRefusal Reason { get; }
}
