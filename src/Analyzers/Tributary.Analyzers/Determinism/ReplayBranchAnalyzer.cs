using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Whether the code is being replayed decides about diagnostics only.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ReplayBranchAnalyzer() : TributaryAnalyzer(Descriptors.TRIB2119_OrchestrationShouldNotBranchOnReplay)
{
    /// <inheritdoc />
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (types.OrchestrationContext is not null)
            context.RegisterOperationAction(operation => Analyze(operation, types), OperationKind.PropertyReference);
    }

    private static void Analyze(OperationAnalysisContext context, KnownTypes types)
    {
        var reference = (IPropertyReferenceOperation)context.Operation;
        if (reference.Property.Name != "IsReplaying" || !KnownTypes.Is(reference.Property.ContainingType, types.OrchestrationContext))
            return;
        if (Decided(reference, types) is { } effect)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptors.TRIB2119_OrchestrationShouldNotBranchOnReplay, reference.Syntax.GetLocation(), reference.Syntax.ToString(), Functions.NameOf(effect)));
        }
    }

    /// <summary>The first effect that a value decides about, also by way of a local variable.</summary>
    private static IOperation? Decided(IOperation value, KnownTypes types)
    {
        var (child, parent) = (value, value.Parent);
        for (; parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IBinaryOperation binary when binary.LeftOperand == child && Functions.FirstEffect(binary.RightOperand, types) is { } effect:
                    return effect;
                case IUnaryOperation or IBinaryOperation or IConversionOperation or IParenthesizedOperation or IIsPatternOperation:
                    continue;
                case IConditionalOperation conditional when conditional.Condition == child:
                    return InBranches(conditional, types);
                case IWhileLoopOperation { Body: var body } loop when loop.Condition == child:
                    return Functions.FirstEffect(body, types);
                case ISwitchOperation choice when choice.Value == child:
                    return choice.Cases.Select(section => Functions.FirstEffect(section, types)).FirstOrDefault(static effect => effect is not null);
                case ISwitchExpressionOperation choice when choice.Value == child:
                    return choice.Arms.Select(arm => Functions.FirstEffect(arm, types)).FirstOrDefault(static effect => effect is not null);
                case IArgumentOperation { Parent: IInvocationOperation call }:
                    return Functions.IsEffect(call, types) ? call : null;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator }:
                    return ByLocal(declarator.Symbol, parent, types);
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation local }:
                    return ByLocal(local.Local, parent, types);
                default:
                    return null;
            }
        }

        return null;
    }

    private static IOperation? InBranches(IConditionalOperation conditional, KnownTypes types)
    {
        if (Functions.FirstEffect(conditional.WhenTrue, types) is { } effect)
            return effect;
        if (conditional.WhenFalse is { } otherwise && Functions.FirstEffect(otherwise, types) is { } other)
            return other;

        // A branch that leaves decides about everything that comes after it.
        return Leaves(conditional.WhenTrue) || (conditional.WhenFalse is { } branch && Leaves(branch))
            ? Functions.BodyAround(conditional).Descendants().FirstOrDefault(
                operation => operation.Syntax.SpanStart >= conditional.Syntax.Span.End && Functions.IsEffect(operation, types))
            : null;
    }

    private static bool Leaves(IOperation branch) => Functions.OwnOperations(branch).Any(static operation => operation is IReturnOperation or IThrowOperation or IBranchOperation);

    private static IOperation? ByLocal(ILocalSymbol local, IOperation from, KnownTypes types)
    {
        foreach (var operation in Functions.BodyAround(from).Descendants())
        {
            if (operation is ILocalReferenceOperation reference
                && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && !(reference.Parent is ISimpleAssignmentOperation assignment && assignment.Target == reference)
                && reference.Syntax.SpanStart >= from.Syntax.Span.End
                && Decided(reference, types) is { } effect)
            {
                return effect;
            }
        }

        return null;
    }
}
