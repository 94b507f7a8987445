using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Analyzers.Sync;

/// <summary>
/// Explains what the compiler's CS1988 does not: an async lambda cannot be a handler with a by-reference parameter. It reads syntax,
/// because the call does not bind.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AsyncHandlerAnalyzer() : TributaryAnalyzer(Descriptors.TRIB1106_AsyncHandlerMustUseOnUpdateAsync)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
        => context.RegisterSyntaxNodeAction(node => Analyze(node, types), SyntaxKind.InvocationExpression);

    private static void Analyze(SyntaxNodeAnalysisContext context, KnownTypes types)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (call.Expression is not MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "OnUpdate", TypeArgumentList.Arguments: { Count: 1 } entities } } access
            || call.ArgumentList.Arguments.FirstOrDefault()?.Expression is not AnonymousFunctionExpressionSyntax { AsyncKeyword: { RawKind: not 0 } keyword })
        {
            return;
        }

        var info = context.SemanticModel.GetSymbolInfo(access, context.CancellationToken);
        if (IsOnUpdate(info.Symbol, types) || AnyIsOnUpdate(info.CandidateSymbols, types))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB1106_AsyncHandlerMustUseOnUpdateAsync, keyword.GetLocation(), entities[0].ToString()));
    }

    private static bool IsOnUpdate(ISymbol? symbol, KnownTypes types) => KnownTypes.Is(symbol?.ContainingType, types.OrchestratorFlow);

    private static bool AnyIsOnUpdate(ImmutableArray<ISymbol> candidates, KnownTypes types)
    {
        foreach (var candidate in candidates)
        {
            if (IsOnUpdate(candidate, types))
                return true;
        }

        return false;
    }
}
