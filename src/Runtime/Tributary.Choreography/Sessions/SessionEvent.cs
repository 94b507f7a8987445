namespace Tributary;

/// <summary>A session changed its state: what <c>IFlowEvents.Observe&lt;SessionEvent&gt;()</c> delivers.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Protocol">The name of its protocol.</param>
/// <param name="State">The state that it has now.</param>
/// <param name="Cause">Why it was aborted; null if it was not.</param>
/// <param name="Role">The role where that began; null if there is none.</param>
/// <param name="At">When.</param>
public sealed record SessionEvent(string SessionId, string Protocol, SessionState State, AbortCause? Cause, string? Role, DateTimeOffset At);
