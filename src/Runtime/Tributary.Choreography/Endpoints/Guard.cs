using System.ComponentModel;

namespace Tributary.Choreographies;

/// <summary>What a send asks of its sender.</summary>
/// <param name="Capability">What the sender must hold; null for nothing.</param>
/// <param name="Cost">What each message takes from the sender's budget.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Guard(string? Capability, long Cost);
