namespace Tributary.Roslyn.Choreography;

/// <summary>What each role of a protocol does.</summary>
/// <param name="Endpoints">One endpoint for each role, in the order of the roles. Empty if a fault is an error.</param>
/// <param name="Targets">For each of <see cref="LinkedProtocol.Targets"/>, one endpoint for each of its roles. Empty if a fault is an error.</param>
/// <param name="Announcements">The messages that do nothing but tell a role of a decision.</param>
/// <param name="Faults">What is wrong, found by the linker or the projection, in the order of the source.</param>
internal sealed record ProjectionResult(
    EquatableArray<Endpoint> Endpoints,
    EquatableArray<EquatableArray<Endpoint>> Targets,
    EquatableArray<Announcement> Announcements,
    EquatableArray<Fault> Faults)
{
    /// <summary>Whether there are endpoints.</summary>
    public bool IsProjectable => Faults.All(static fault => !fault.IsError);
}

/// <summary>A message that does nothing but tell a role of a decision.</summary>
/// <param name="Step">Its label: the number of the branch, or of the outcome of a guard.</param>
/// <param name="To">The role, of the procedure in which the step is.</param>
internal sealed record Announcement(int Step, int To);
