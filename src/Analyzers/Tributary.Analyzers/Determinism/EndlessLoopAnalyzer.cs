using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>A loop without an end makes a history without an end.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EndlessLoopAnalyzer() : TributaryAnalyzer(Descriptors.TRIB2121_EndlessLoopShouldContinueAsNew)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.Durable is not null)
            context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.Loop);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types)
    {
        var loop = (ILoopOperation)context.Operation;
        if (!IsEndless(loop, types)
            || Functions.Around(loop, context.ContainingSymbol) is not { } function
            || !types.IsDurable(function.ReturnType)
            || Functions.OwnOperations(loop.Body).Any(inner => Leaves(inner, loop, types)))
        {
            return;
        }

        var (keyword, name) = loop.Syntax switch
        {
            WhileStatementSyntax syntax => (syntax.WhileKeyword, $"while ({syntax.Condition})"),
            DoStatementSyntax syntax => (syntax.DoKeyword, $"do while ({syntax.Condition})"),
            ForStatementSyntax syntax => (syntax.ForKeyword, "for"),
            CommonForEachStatementSyntax syntax => (syntax.ForEachKeyword, "await foreach"),
            _ => default,
        };
        if (!keyword.IsKind(SyntaxKind.None))
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB2121_EndlessLoopShouldContinueAsNew, keyword.GetLocation(), name));
    }

    private static bool IsEndless(ILoopOperation loop, KnownTypes types) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
        IForLoopOperation { Condition: var condition } => condition is null || condition.ConstantValue is { HasValue: true, Value: true },
        IForEachLoopOperation { IsAsynchronous: true, Collection: var collection } => KnownTypes.Is(Unconverted(collection).Type?.OriginalDefinition, types.DurableEvents),
        _ => false,
    };

    private static IOperation Unconverted(IOperation operation) => operation is IConversionOperation conversion ? conversion.Operand : operation;

    private static bool Leaves(IOperation operation, ILoopOperation loop, KnownTypes types) => operation switch
    {
        IReturnOperation or IThrowOperation => true,
        IBranchOperation { BranchKind: BranchKind.Break } branch => SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel),
        IBranchOperation { BranchKind: BranchKind.GoTo } branch => !loop.Syntax.Span.Contains(branch.Target.DeclaringSyntaxReferences[0].Span),
        IPropertyReferenceOperation { Property.Name: "ContinueAs", Instance.Type: { } type } => KnownTypes.Is(type, types.OrchestrationContext),
        _ => false,
    };
}
