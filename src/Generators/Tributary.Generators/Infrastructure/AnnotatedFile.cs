using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Tributary.Generators.Infrastructure;

/// <summary>A file in which some declaration may carry an attribute that is looked for.</summary>
/// <param name="Tree">The file.</param>
/// <param name="Declarations">Those declarations.</param>
/// <param name="Attributes">The bits of all the attributes that they may carry.</param>
internal sealed record AnnotatedFile(SyntaxTree Tree, ImmutableArray<AnnotatedDeclaration> Declarations, ulong Attributes);

/// <summary>A declaration that may carry attributes: what a name means is for the compiler to say.</summary>
/// <param name="Node">The declaration: of a type or a method.</param>
/// <param name="Attributes">The bits of the attributes.</param>
internal readonly record struct AnnotatedDeclaration(SyntaxNode Node, ulong Attributes);
