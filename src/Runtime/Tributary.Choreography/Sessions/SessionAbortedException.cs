using Tributary.Choreographies;

namespace Tributary;

/// <summary>A session ended before its protocol did. Every role of the session gets the same cause, role and step.</summary>
public sealed class SessionAbortedException : Exception
{
    internal SessionAbortedException(string sessionId, SessionEnd end, Exception? inner)
        : base(Describe(sessionId, end), inner)
    {
        SessionId = sessionId;
        Cause = end.Cause;
        Role = end.Role;
        Step = end.Step;
    }

    /// <summary>The session.</summary>
    public string SessionId { get; }

    /// <summary>Why it was aborted.</summary>
    public AbortCause Cause { get; }

    /// <summary>The role where it began, with the member of a family as <c>role[member]</c>; null when it was none of the roles.</summary>
    public string? Role { get; }

    /// <summary>The last step that this role had begun; null before its first, or without a role.</summary>
    public ProtocolStep? Step { get; }

    private static string Describe(string sessionId, SessionEnd end)
    {
        var what = end.Cause switch
        {
            AbortCause.Failed => "failed",
            AbortCause.Cancelled => "was cancelled",
            AbortCause.TimedOut => "was not over in time",
            AbortCause.Undecodable => "could not decode or encode a message",
            AbortCause.Refused => "was refused a send",
            AbortCause.Died => "died",
            _ => "met a message that the protocol does not allow there",
        };
        return $"Session {sessionId} was aborted: {end.Role ?? "it"} {what}{(end.Step is null ? "" : $" at step {end.Step}")}.{(end.Detail is null ? "" : $" {end.Detail}")}";
    }
}
