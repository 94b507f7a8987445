using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Tributary.Analyzers.Determinism;

/// <summary>Finds the members whose code an operation runs, those included that are not written as a call.</summary>
/// <param name="add">Takes each member, and whether an override may run instead.</param>
internal sealed class CallTargets(Action<ISymbol?, bool, SyntaxNode> add)
{
    public void Visit(IOperation operation)
    {
        var syntax = operation.Syntax;
        switch (operation)
        {
            case IInvocationOperation call:
                add(call.TargetMethod, call.IsVirtual, syntax);
                break;
            case IMethodReferenceOperation reference:
                add(reference.Method, reference.IsVirtual, syntax);
                break;
            case IObjectCreationOperation creation:
                add(creation.Constructor, false, syntax);
                break;
            case IPropertyReferenceOperation reference:
                VisitProperty(reference);
                break;
            case IFieldReferenceOperation { Field.IsStatic: true } reference:
                add(reference.Field, false, syntax);
                break;
            case IEventAssignmentOperation { EventReference: IEventReferenceOperation reference } assignment:
                add(assignment.Adds ? reference.Event.AddMethod : reference.Event.RemoveMethod, IsVirtual(reference.Event, reference.Instance), syntax);
                break;
            case IConversionOperation conversion:
                add(conversion.OperatorMethod, false, syntax);
                break;
            case IBinaryOperation { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } concatenation:
                AddText(concatenation.LeftOperand);
                AddText(concatenation.RightOperand);
                break;
            case IBinaryOperation binary:
                add(binary.OperatorMethod, false, syntax);
                break;
            case IUnaryOperation unary:
                add(unary.OperatorMethod, false, syntax);
                break;
            case ICompoundAssignmentOperation compound:
                add(compound.OperatorMethod, false, syntax);
                add(compound.InConversion.MethodSymbol, false, syntax);
                add(compound.OutConversion.MethodSymbol, false, syntax);
                break;
            case IIncrementOrDecrementOperation increment:
                add(increment.OperatorMethod, false, syntax);
                break;
            case IInterpolationOperation interpolation:
                AddText(interpolation.Expression);
                break;
            case IRecursivePatternOperation pattern:
                add(pattern.DeconstructSymbol, false, syntax);
                break;
            case IDeconstructionAssignmentOperation { SemanticModel: { } model, Syntax: AssignmentExpressionSyntax assignment }:
                AddDeconstruction(model.GetDeconstructionInfo(assignment), syntax);
                break;
            case IForEachLoopOperation loop:
                VisitLoop(loop);
                break;
            case IUsingOperation { Resources: var resources }:
                VisitResources(resources);
                break;
            case IUsingDeclarationOperation { DeclarationGroup: var group }:
                VisitResources(group);
                break;
        }
    }

    private void VisitProperty(IPropertyReferenceOperation reference)
    {
        var (property, isVirtual) = (reference.Property, IsVirtual(reference.Property, reference.Instance));
        var (reads, writes) = UsageOf(reference);
        if (reads)
            add(property.GetMethod, isVirtual, reference.Syntax);
        if (writes)
            add(property.SetMethod, isVirtual, reference.Syntax);
        if (property.IsStatic)
            add(property, false, reference.Syntax);
    }

    private static (bool Reads, bool Writes) UsageOf(IOperation reference)
    {
        var (child, parent) = (reference, reference.Parent);
        while (parent is ITupleOperation)
            (child, parent) = (parent, parent.Parent);
        return parent switch
        {
            IDeconstructionAssignmentOperation deconstruction when deconstruction.Target == child => (false, true),
            ISimpleAssignmentOperation assignment when assignment.Target == child => (false, true),
            IAssignmentOperation assignment when assignment.Target == child => (true, true),
            IIncrementOrDecrementOperation => (true, true),
            _ => (true, false),
        };
    }

    private void VisitLoop(IForEachLoopOperation loop)
    {
        if (loop.SemanticModel is not { } model || loop.Syntax is not CommonForEachStatementSyntax statement)
            return;
        var info = model.GetForEachStatementInfo(statement);
        foreach (var method in (IMethodSymbol?[])[info.GetEnumeratorMethod, info.MoveNextMethod, info.CurrentProperty?.GetMethod, info.DisposeMethod])
            add(method, method is { IsAbstract: true } or { IsVirtual: true }, statement.Expression);
    }

    private void VisitResources(IOperation resources)
    {
        if (resources is not IVariableDeclarationGroupOperation group)
        {
            AddInherited(resources.Type, "Dispose", resources.Syntax);
            return;
        }

        foreach (var declarator in group.Declarations.SelectMany(static declaration => declaration.Declarators))
            AddInherited(declarator.Symbol.Type, "Dispose", declarator.Syntax);
    }

    private void AddDeconstruction(DeconstructionInfo info, SyntaxNode syntax)
    {
        add(info.Method, false, syntax);
        foreach (var nested in info.Nested)
            AddDeconstruction(nested, syntax);
    }

    private void AddText(IOperation operand)
    {
        while (operand is IConversionOperation { OperatorMethod: null } conversion)
            operand = conversion.Operand;
        if (operand.Type is { SpecialType: SpecialType.None })
            AddInherited(operand.Type, "ToString", operand.Syntax);
    }

    // A call that the compiler writes: the method without parameters that a type of this compilation has or inherits.
    private void AddInherited(ITypeSymbol? type, string name, SyntaxNode syntax)
    {
        for (; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(name))
            {
                if (member is IMethodSymbol { Parameters.IsEmpty: true, IsStatic: false } method)
                {
                    add(method, method.IsVirtual || method.IsOverride || method.IsAbstract, syntax);
                    return;
                }
            }
        }
    }

    private static bool IsVirtual(ISymbol member, IOperation? instance)
        => (member.IsVirtual || member.IsAbstract || member.IsOverride) && instance?.Syntax is not BaseExpressionSyntax;
}
