using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>Something that keeps a member, or a whole type, out of the codec.</summary>
/// <param name="Member">The property, field or type.</param>
/// <param name="Reason">Why, as the predicate of a sentence: "is a delegate".</param>
/// <param name="IsWireName">Whether the member's name on the wire is at fault, and not its type.</param>
internal readonly record struct CodecProblem(ISymbol Member, string Reason, bool IsWireName = false);
