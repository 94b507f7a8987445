namespace Tributary.Choreographies;

/// <summary>The state of a session, and which may follow which.</summary>
internal sealed class SessionLife(string sessionId)
{
    public SessionState State { get; private set; } = SessionState.Created;

    public bool IsOver => State >= SessionState.Completed;

    /// <summary>Takes a state.</summary>
    /// <exception cref="SessionStateException">It cannot follow the present one.</exception>
    public void Become(SessionState next)
    {
        if (!MayFollow(State, next))
            throw new SessionStateException(sessionId, State, next);
        State = next;
    }

    private static bool MayFollow(SessionState from, SessionState to) => (from, to) switch
    {
        (SessionState.Created, SessionState.Joining) => true,
        (SessionState.Joining, SessionState.Active) => true,
        (SessionState.Active, SessionState.Completed) => true,
        ( < SessionState.Completed, > SessionState.Completed) => true,
        _ => false,
    };
}
