using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Analyzers;

namespace Tributary.CodeFixes.Determinism;

/// <summary>Waits with a durable timer instead of an awaited delay or a sleep.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UseContextTimerFix)), Shared]
public sealed class UseContextTimerFix() : ContextCodeFix(
    "Use the context's timer",
    Descriptors.TRIB2110_OrchestrationShouldNotUseTimers.Id,
    Descriptors.TRIB2112_OrchestrationShouldNotBlock.Id)
{
    /// <inheritdoc />
    private protected override (SyntaxNode Old, string New)? Replace(SyntaxNode node, ISymbol symbol, string type, string context, SemanticModel model)
    {
        if (node is not InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } call || symbol is not IMethodSymbol { Parameters: { Length: 1 } parameters })
            return null;
        var time = parameters[0].Type.SpecialType == SpecialType.System_Int32
            ? $"TimeSpan.FromMilliseconds({arguments[0].Expression})"
            : arguments[0].Expression.ToString();
        var timer = $"{context}.CreateTimer({time})";
        return (type, symbol.Name) switch
        {
            ("System.Threading.Tasks.Task", "Delay") => Awaited(call) is { } awaited ? (awaited, timer) : null,
            ("System.Threading.Thread", "Sleep") => call.Parent is ExpressionStatementSyntax && CanAwait(call.SpanStart, model, default) ? (call, "await " + timer) : null,
            _ => null,
        };
    }

    // Together with a ConfigureAwait, which an operation does not have.
    private static ExpressionSyntax? Awaited(InvocationExpressionSyntax delay) => delay.Parent switch
    {
        AwaitExpressionSyntax => delay,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax } configured } => configured,
        _ => null,
    };
}
