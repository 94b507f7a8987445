namespace Tributary.Roslyn.Choreography;

/// <summary>
/// A procedure into which every call was written out, except of procedures that call themselves. Steps have their numbers, see
/// <see cref="ProtocolSteps"/>, so that every role knows the same.
/// </summary>
/// <param name="Procedure">The procedure, with all variables of what was written out, and the body.</param>
/// <param name="Targets">
/// The procedures that call themselves and that the body or one of these calls: each linked by itself, for its type arguments and
/// delegates. A <see cref="Call"/> that is left names one by its <see cref="Procedure.Key"/>. A root that calls itself is among them; its
/// own body is then just the call.
/// </param>
/// <param name="Faults">What the linker found wrong.</param>
internal sealed record LinkedProtocol(Procedure Procedure, EquatableArray<Procedure> Targets, EquatableArray<Fault> Faults);

/// <summary>Something that is wrong with a protocol.</summary>
/// <param name="Kind">What.</param>
/// <param name="Span">Where. It lies in the root procedure: for something in a procedure that was written out, it is the call.</param>
/// <param name="Arguments">The texts that the message is made of; <see cref="FaultKind"/> says which.</param>
/// <param name="Other">The other party of it, if there is one.</param>
internal sealed record Fault(FaultKind Kind, Span Span, EquatableArray<string> Arguments, Span? Other)
{
    /// <summary>Whether the protocol has no endpoints because of it. The others are advice.</summary>
    public bool IsError => Kind is not (FaultKind.SuperfluousInform or FaultKind.UnusedValue or FaultKind.Unreachable);
}
