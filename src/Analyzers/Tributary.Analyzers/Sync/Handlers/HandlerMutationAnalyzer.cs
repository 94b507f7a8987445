using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Tributary.Roslyn.Rules;

namespace Tributary.Analyzers.Sync;

/// <summary>A handler changes the proposal alone, and never its id.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HandlerMutationAnalyzer() : HandlerAnalyzer(
    Descriptors.TRIB1202_HandlerShouldNotAssignId,
    Descriptors.TRIB1203_HandlerShouldNotChangeCurrent)
{
    /// <inheritdoc />
    private protected override void Analyze(IOperation operation, Handler handler, KnownTypes types, Action<Diagnostic> report)
    {
        switch (operation)
        {
            case IDeconstructionAssignmentOperation { Target: ITupleOperation tuple }:
                foreach (var element in tuple.Elements)
                    Judge(element, handler, report);
                break;
            case IAssignmentOperation assignment:
                Judge(assignment.Target, handler, report);
                break;
            case IIncrementOrDecrementOperation increment:
                Judge(increment.Target, handler, report);
                break;
        }
    }

    private static void Judge(IOperation target, Handler handler, Action<Diagnostic> report)
    {
        if (target is IPropertyReferenceOperation { Property.Name: EntityRules.Id } id && handler.IsProposed(id.Instance))
            report(Diagnostic.Create(Descriptors.TRIB1202_HandlerShouldNotAssignId, NameOf(target).GetLocation(), handler.ProposedName));
        else if (RootIsCurrent(target, handler))
            report(Diagnostic.Create(Descriptors.TRIB1203_HandlerShouldNotChangeCurrent, target.Syntax.GetLocation(), target.Syntax.ToString(), handler.ProposedName));
    }

    private static bool RootIsCurrent(IOperation? operation, Handler handler)
    {
        while (operation is not null)
        {
            if (handler.IsCurrent(operation))
                return true;
            operation = operation switch
            {
                IMemberReferenceOperation reference => reference.Instance,
                IArrayElementReferenceOperation element => element.ArrayReference,
                IConditionalAccessInstanceOperation instance => ReceiverOf(instance),
                IConversionOperation conversion => conversion.Operand,
                _ => null,
            };
        }

        return false;
    }

    private static IOperation? ReceiverOf(IConditionalAccessInstanceOperation instance)
    {
        for (var parent = instance.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalAccessOperation access)
                return access.Operation;
        }

        return null;
    }

    private static SyntaxNode NameOf(IOperation target) => target.Syntax is MemberAccessExpressionSyntax access ? access.Name : target.Syntax;
}
