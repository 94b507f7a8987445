namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>A mistake in the C# of a choreography.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Span">Where.</param>
/// <param name="Arguments">The texts that the message is made of.</param>
internal sealed record ShapeFault(ChoreographyShapeFault Kind, Span Span, EquatableArray<string> Arguments);
