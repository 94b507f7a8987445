using Tributary.Choreographies;

namespace Tributary;

/// <summary>The sessions of one host, from inside of it or from another process. Safe to call from any thread.</summary>
public interface ISessions
{
    /// <summary>Creates a session. Its roles are then joined by <see cref="RunAsync{TResult}"/>, in any order and from anywhere.</summary>
    /// <param name="plan">The protocol and the sizes of its families: the generated <c>...Plan</c>.</param>
    /// <param name="options">What it is created with; null for the defaults.</param>
    /// <param name="cancellationToken">Cancels the call, not the session.</param>
    /// <exception cref="SessionRefusedException">The id is in use, or a cap of the host is reached.</exception>
    Task<SessionInfo> CreateAsync(SessionPlan plan, SessionOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Looks at a session; null if there is none, or if it ended long ago.</summary>
    Task<SessionInfo?> FindAsync(string sessionId, CancellationToken cancellationToken = default);

    /// <summary>Joins a session as one of its roles, runs the role's part, and returns its result.</summary>
    /// <param name="endpoint">The part: a generated <c>...As...</c> method returns it.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="options">What the role brings; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the role, and with it the session for everybody.</param>
    /// <exception cref="SessionRefusedException">The session cannot be joined: unknown, over, of another protocol, or without such a role to take.</exception>
    /// <exception cref="SessionAbortedException">The session was aborted, by this role or by another.</exception>
    Task<TResult> RunAsync<TResult>(Endpoint<TResult> endpoint, string sessionId, JoinOptions? options = null, CancellationToken cancellationToken = default);

    /// <summary>Ends a session for everybody.</summary>
    /// <exception cref="SessionRefusedException">There is no such session.</exception>
    /// <exception cref="SessionStateException">It is over already.</exception>
    Task CancelAsync(string sessionId, CancellationToken cancellationToken = default);
}

/// <summary>Shorter ways to call <see cref="ISessions"/>.</summary>
public static class SessionsExtensions
{
    /// <inheritdoc cref="ISessions.RunAsync{TResult}"/>
    public static Task<TResult> RunAsync<TResult>(this ISessions sessions, Endpoint<TResult> endpoint, string sessionId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sessions);
        return sessions.RunAsync(endpoint, sessionId, null, cancellationToken);
    }
}
