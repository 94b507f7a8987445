using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Determinism;

/// <summary>A catch-all around an operation swallows more than its failure.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class CatchAllAnalyzer() : TributaryAnalyzer(Descriptors.TRIB2120_CatchAllShouldLetCancellationThrough)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.Durable is not null)
            context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Try);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types)
    {
        var operation = (ITryOperation)context.Operation;
        if (operation.Catches.IsEmpty
            || Functions.Around(operation, context.ContainingSymbol) is not { } function
            || !types.IsDurable(function.ReturnType)
            || !Functions.OwnOperations(operation.Body).Any(static inner => inner is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true }))
        {
            return;
        }

        foreach (var clause in operation.Catches)
        {
            if (clause.Filter is not null)
                continue;
            if (clause.ExceptionType.HasMetadataName("System.OperationCanceledException"))
                return;
            if (!IsCatchAll(clause.ExceptionType) || Functions.OwnOperations(clause.Handler).Any(static inner => inner is IThrowOperation))
                continue;
            var syntax = (CatchClauseSyntax)clause.Syntax;
            var end = syntax.Declaration?.Span.End ?? syntax.CatchKeyword.Span.End;
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TRIB2120_CatchAllShouldLetCancellationThrough,
                Location.Create(syntax.SyntaxTree, TextSpan.FromBounds(syntax.SpanStart, end)),
                syntax.Declaration is null ? "catch" : $"catch ({clause.ExceptionType.Name})"));
        }
    }

    private static bool IsCatchAll(ITypeSymbol type)
        => type.SpecialType == SpecialType.System_Object || type.HasMetadataName("System.Exception") || type.HasMetadataName("System.SystemException");
}
