using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>Takes a new id from the context.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseContextIdFix)), Shared]
public sealed class UseContextIdFix() : ContextCodeFix("Use the context's ids", Descriptors.TRIB2103_OrchestrationShouldNotCreateIds.Id)
{
    /// <inheritdoc />
    private protected override (SyntaxNode Old, string New)? Replace(SyntaxNode node, ISymbol symbol, string type, string context, SemanticModel model)
    {
        if (type != "System.Guid" || symbol.Name is not ("NewGuid" or "CreateVersion7"))
            return null;
        if (node is InvocationExpressionSyntax)
            return (node, context + ".NewGuid()");
        return symbol.Name == "NewGuid" ? (node, context + ".NewGuid") : null;
    }
}
