using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>Takes the time of the turn. Local time becomes universal time: the context knows no time zone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseContextTimeFix)), Shared]
public sealed class UseContextTimeFix() : ContextCodeFix("Use the context's time", Descriptors.TRIB2101_OrchestrationShouldNotReadClock.Id)
{
    /// <inheritdoc />
    private protected override (SyntaxNode Old, string New)? Replace(SyntaxNode node, ISymbol symbol, string type, string context, SemanticModel model)
        => (type, symbol.Name) switch
        {
            ("System.DateTime", "Now" or "UtcNow") => (node, context + ".UtcNow.UtcDateTime"),
            ("System.DateTime", "Today") => (node, context + ".UtcNow.UtcDateTime.Date"),
            ("System.DateTimeOffset", "Now" or "UtcNow") => (node, context + ".UtcNow"),
            ("System.TimeProvider", "GetUtcNow") => (node, context + ".UtcNow"),
            ("System.TimeProvider", "System") => node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetUtcNow", Parent: InvocationExpressionSyntax call }
                ? (call, context + ".UtcNow")
                : null,
            _ => null,
        };
}
