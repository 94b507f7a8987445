using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>Takes random numbers from the context. Cryptographic ones are left: the context's are not for secrets.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseContextRandomFix)), Shared]
public sealed class UseContextRandomFix() : ContextCodeFix("Use the context's random numbers", Descriptors.TRIB2104_OrchestrationShouldNotDrawRandomness.Id)
{
    /// <inheritdoc />
    private protected override (SyntaxNode Old, string New)? Replace(SyntaxNode node, ISymbol symbol, string type, string context, SemanticModel model)
        => type == "System.Random" && (symbol.Name == "Shared" || symbol is IMethodSymbol { MethodKind: MethodKind.Constructor })
            ? (node, context + ".Random")
            : null;
}
