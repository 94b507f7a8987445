namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>The text of a local action or of a time limit, which generated code has once, as a static method.</summary>
/// <param name="Name">The name of the method.</param>
/// <param name="IsAsync">Whether the text awaits.</param>
/// <param name="ReturnType">The type that is returned, with its own type parameters by name.</param>
/// <param name="Parameters">The parameters, each with its type.</param>
/// <param name="Text">The text: a block or an expression.</param>
/// <param name="IsBlock">Whether it is a block.</param>
/// <param name="Tail">What follows the text: the arguments, if it is a method group; else empty.</param>
/// <param name="Span">Where the text stands.</param>
internal sealed record LocalAction(string Name, bool IsAsync, string ReturnType, string Parameters, string Text, bool IsBlock, string Tail, Span Span);
