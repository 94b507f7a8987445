using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Somebody looks at the outcome of every operation that was started.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OperationUseAnalyzer() : TributaryAnalyzer(
    Descriptors.TRIB2116_OperationShouldBeAwaited,
    Descriptors.TRIB2117_OperationShouldBeObserved)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.Durable is null)
            return;
        context.RegisterOperationAction(operation => AnalyzeStatement(operation, types), OperationKind.ExpressionStatement);
        context.RegisterOperationAction(operation => AnalyzeLocal(operation, types), OperationKind.VariableDeclarator);
    }

    private static void AnalyzeStatement(OperationAnalysisContext context, KnownTypes types)
    {
        var expression = ((IExpressionStatementOperation)context.Operation).Operation;
        if (expression is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value })
            expression = value;
        while (expression is IConversionOperation conversion)
            expression = conversion.Operand;

        // What WhenAny returns is the operation that ended; whoever awaits only that has what it wants.
        if (types.IsDurable(expression.Type) && expression is not (IAwaitOperation or IAssignmentOperation))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TRIB2116_OperationShouldBeAwaited, expression.Syntax.GetLocation(), Functions.NameOf(expression)));
        }
    }

    private static void AnalyzeLocal(OperationAnalysisContext context, KnownTypes types)
    {
        var declarator = (IVariableDeclaratorOperation)context.Operation;
        var local = declarator.Symbol;
        if (declarator.Syntax is not VariableDeclaratorSyntax syntax || local.IsRef || !HoldsOperations(local.Type, types))
            return;

        var isStarted = declarator.GetVariableInitializer() is { Value: { ConstantValue.HasValue: false } and not IDefaultValueOperation };
        var body = Functions.BodyAround(declarator);
        foreach (var operation in body.Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
                continue;
            if (!IsWrite(reference))
                return;
            isStarted = true;
        }

        if (isStarted)
            context.ReportDiagnostic(Diagnostic.Create(Descriptors.TRIB2117_OperationShouldBeObserved, syntax.Identifier.GetLocation(), local.Name));
    }

    private static bool HoldsOperations(ITypeSymbol type, KnownTypes types) => type switch
    {
        IArrayTypeSymbol array => types.IsDurable(array.ElementType),
        INamedTypeSymbol { Name: "List" or "Queue" or "Stack" or "HashSet", TypeArguments: { Length: 1 } elements } => types.IsDurable(elements[0]),
        _ => types.IsDurable(type),
    };

    // Assigned, or added to: nothing that looks at the outcome.
    private static bool IsWrite(ILocalReferenceOperation reference) => reference.Parent switch
    {
        ISimpleAssignmentOperation assignment => assignment.Target == reference,
        IInvocationOperation { TargetMethod.Name: "Add" or "Enqueue" or "Push", Parent: IExpressionStatementOperation } call => call.Instance == reference,
        IArrayElementReferenceOperation { Parent: ISimpleAssignmentOperation element } target => element.Target == target,
        _ => false,
    };
}
