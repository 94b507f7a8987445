using System.Collections.Immutable;

namespace Tributary.Choreographies;

/// <summary>What a session is created from: a protocol, and how many members each of its families has.</summary>
/// <param name="Protocol">The protocol.</param>
/// <param name="Members">For each role, how many take it: 1 for a plain role.</param>
public sealed record SessionPlan(Protocol Protocol, ImmutableArray<int> Members);
