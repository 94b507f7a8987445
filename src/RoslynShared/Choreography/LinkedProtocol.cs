namespace Tributary.Roslyn.Choreography;

/// <summary>
/// A procedure into which every call was written out, except of those that call themselves. Steps have their numbers: each message, each
/// branch of a choice and each outcome of a guard has one or two, in the order of the source, so that every role knows the same.
/// </summary>
/// <param name="Procedure">The procedure, with all variables of what was written out, and the body.</param>
/// <param name="Faults">What makes it no protocol.</param>
internal sealed record LinkedProtocol(Procedure Procedure, EquatableArray<Fault> Faults);

/// <summary>Something that is wrong with a protocol.</summary>
/// <param name="Kind">What.</param>
/// <param name="Span">Where.</param>
/// <param name="Arguments">The texts that the message is made of.</param>
/// <param name="Other">The other party of it, if there is one.</param>
internal sealed record Fault(FaultKind Kind, Span Span, EquatableArray<string> Arguments, Span? Other);
