using Microsoft.CodeAnalysis;

namespace Tributary.Generators.Infrastructure;

/// <summary>One attribute on one declaration, for the parser that reads a model from it. Speaks of symbols; lives within one parse.</summary>
/// <param name="Node">The declaration: of a type or a method.</param>
/// <param name="Symbol">What it declares.</param>
/// <param name="Attribute">The attribute.</param>
/// <param name="Model">The meaning of the file.</param>
internal readonly record struct Annotation(SyntaxNode Node, ISymbol Symbol, AttributeData Attribute, SemanticModel Model)
{
    /// <summary>The project.</summary>
    public Compilation Compilation => Model.Compilation;
}
