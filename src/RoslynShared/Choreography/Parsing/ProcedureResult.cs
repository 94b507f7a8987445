namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>One of the values that a choreography returns.</summary>
/// <param name="Role">The role that gets it; each member of a family gets its own.</param>
/// <param name="Type">Its type.</param>
internal sealed record ProcedureResult(int Role, string Type);
