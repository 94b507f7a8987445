using Tributary.Choreographies;

namespace Tributary;

/// <summary>Why and where a session was aborted, as every role is told.</summary>
/// <param name="Cause">Why.</param>
/// <param name="Role">The role where it began, or null.</param>
/// <param name="Step">The last step that it had begun, or null.</param>
/// <param name="Detail">What an exception said, or null.</param>
internal sealed record SessionEnd(AbortCause Cause, string? Role, ProtocolStep? Step, string? Detail);
