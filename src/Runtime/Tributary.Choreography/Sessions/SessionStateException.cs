namespace Tributary;

/// <summary>Something was asked of a session that is not possible in the state that it is in.</summary>
public sealed class SessionStateException : InvalidOperationException
{
    internal SessionStateException(string sessionId, SessionState from, SessionState to)
        : base($"Session {sessionId} is {from}, and cannot become {to}.")
        => (SessionId, From, To) = (sessionId, from, to);

    /// <summary>The session.</summary>
    public string SessionId { get; }

    /// <summary>The state it is in.</summary>
    public SessionState From { get; }

    /// <summary>The state it was to take.</summary>
    public SessionState To { get; }
}
