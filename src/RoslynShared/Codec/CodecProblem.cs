using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>Something that keeps a member, or a whole type, out of the codec.</summary>
/// <param name="Member">The property, field or type.</param>
/// <param name="Reason">Why, as the predicate of a sentence: "is a delegate".</param>
internal readonly record struct CodecProblem(ISymbol Member, string Reason);
