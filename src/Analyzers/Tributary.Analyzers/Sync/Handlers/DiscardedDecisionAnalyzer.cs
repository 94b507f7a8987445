using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Sync;

/// <summary>A decision that nobody looks at decides nothing.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DiscardedDecisionAnalyzer() : TributaryAnalyzer(Descriptors.TRIB1201_DecisionShouldBeReturned)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.UpdateResult is { } decision)
            context.RegisterOperationAction(operation => Analyze(operation, decision), OperationKind.ExpressionStatement);
    }

    private static void Analyze(OperationAnalysisContext context, INamedTypeSymbol decision)
    {
        var expression = ((IExpressionStatementOperation)context.Operation).Operation;
        if (!KnownTypes.Is(expression.Type, decision))
            return;
        var name = expression switch
        {
            IInvocationOperation call => call.TargetMethod.Name,
            IAwaitOperation { Operation: IInvocationOperation call } => call.TargetMethod.Name,
            IAwaitOperation => "await",
            IObjectCreationOperation => decision.Name,
            _ => null,
        };
        if (name is not null)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB1201_DecisionShouldBeReturned, expression.Syntax.GetLocation(), name));
    }
}
