using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <content>Expressions: what is done for its effect, and what gives located values.</content>
internal sealed partial class BodyParser
{
    private void Effect(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case AwaitExpressionSyntax wait when Strip(wait.Expression) is InvocationExpressionSyntax call:
                Step(call, Discards(call), isAwaited: true);
                break;
            case InvocationExpressionSyntax call when SymbolOf(call) is IMethodSymbol method && IsStep(method):
                Step(call, Discards(call), isAwaited: false);
                break;
            case AssignmentExpressionSyntax assignment when assignment.IsKind(SyntaxKind.SimpleAssignmentExpression):
                Assignment(assignment);
                break;
            default:
                ReportForeign(expression, ChoreographyShapeFault.UnsupportedExpression);
                break;
        }
    }

    private Target[] Discards(InvocationExpressionSyntax call)
        => SymbolOf(call) is IMethodSymbol method && Located.ResultsOf(method.ReturnType) is { } results ? [.. results.Select(static _ => Target.Discard)] : [];

    private void Assignment(AssignmentExpressionSyntax assignment)
    {
        var targets = new List<Target>();
        switch (assignment.Left)
        {
            case TupleExpressionSyntax tuple:
                foreach (var argument in tuple.Arguments)
                {
                    if (!AddTarget(argument.Expression, targets))
                        return;
                }

                break;
            case DeclarationExpressionSyntax { Designation: ParenthesizedVariableDesignationSyntax names }:
                foreach (var name in names.Variables)
                {
                    if (!AddTarget(name, targets))
                        return;
                }

                break;
            default:
                if (!AddTarget(assignment.Left, targets))
                    return;
                break;
        }

        Assign(Strip(assignment.Right), [.. targets]);
    }

    private bool AddTarget(SyntaxNode node, List<Target> targets)
    {
        switch (node)
        {
            case DiscardDesignationSyntax:
            case DeclarationExpressionSyntax { Designation: DiscardDesignationSyntax }:
                targets.Add(Target.Discard);
                return true;
            case DeclarationExpressionSyntax { Designation: SingleVariableDesignationSyntax name }:
                return AddTarget(name, targets);
            case SingleVariableDesignationSyntax name when _model.GetDeclaredSymbol(name, _cancellationToken) is ILocalSymbol local && Located.IsValue(local.Type, out var located):
                if (_variables.RoleOf(located) < 0)
                    break;
                targets.Add(new(_variables.Add(local, located)));
                return true;
            case IdentifierNameSyntax name when SymbolOf(name) is IDiscardSymbol:
                targets.Add(Target.Discard);
                return true;
            case IdentifierNameSyntax name when _variables.TryFind(SymbolOf(name), out var variable):
                targets.Add(new(variable));
                return true;
            case ExpressionSyntax expression when IsBroken(expression):
                return false;
            case SingleVariableDesignationSyntax name when _model.GetDeclaredSymbol(name, _cancellationToken) is not ILocalSymbol { Type.TypeKind: not TypeKind.Error }:
                _parse.IsBroken = true;
                return false;
        }

        ReportText(ChoreographyShapeFault.UnlocatedValue, node);
        return false;
    }

    /// <summary>The values of an expression, as variables that already exist where they do.</summary>
    private int[]? Values(ExpressionSyntax expression, Target[] targets)
    {
        if (expression is TupleExpressionSyntax tuple)
        {
            var values = new int[tuple.Arguments.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = Value(Strip(tuple.Arguments[i].Expression));
                if (values[i] < 0)
                    return null;
            }

            return values;
        }

        if (targets.Length != 1)
            return expression is AwaitExpressionSyntax wait && Strip(wait.Expression) is InvocationExpressionSyntax call ? Step(call, targets, isAwaited: true) : Foreign(expression);
        var value = Value(expression);
        return value < 0 ? null : [value];
    }

    private int[]? Foreign(ExpressionSyntax expression)
    {
        ReportForeign(expression, ChoreographyShapeFault.UnsupportedExpression);
        return null;
    }

    /// <summary>Puts the values of an expression where they belong.</summary>
    private void Assign(ExpressionSyntax expression, Target[] targets)
    {
        if (expression is TupleExpressionSyntax tuple && tuple.Arguments.Count == targets.Length)
        {
            // All are read before the first is written: a swap is a swap.
            if (Values(expression, targets) is not { } values)
                return;
            var kept = new int[values.Length];
            for (var i = 0; i < values.Length; i++)
                kept[i] = targets[i].Variable >= 0 && Array.Exists(targets, target => target.Variable == values[i]) ? KeepCopy(values[i], expression) : values[i];
            for (var i = 0; i < values.Length; i++)
            {
                if (targets[i].Variable >= 0)
                    _statements.Add(new Copy(kept[i], targets[i].Variable, SpanOf(expression)));
            }
        }
        else if (expression is AwaitExpressionSyntax wait && Strip(wait.Expression) is InvocationExpressionSyntax awaited)
            Step(awaited, targets, isAwaited: true);
        else if (expression is InvocationExpressionSyntax call && targets.Length == 1 && SymbolOf(call) is IMethodSymbol method && IsStep(method))
            Step(call, targets, isAwaited: false);
        else if (targets.Length == 1 && Value(expression) is var value and >= 0 && targets[0].Variable >= 0)
            _statements.Add(new Copy(value, targets[0].Variable, SpanOf(expression)));
        else if (targets.Length != 1)
            ReportForeign(expression, ChoreographyShapeFault.UnsupportedExpression);
    }

    private int KeepCopy(int variable, SyntaxNode node)
    {
        var copy = _variables.AddCopy(variable);
        _statements.Add(new Copy(variable, copy, SpanOf(node)));
        return copy;
    }

    private void Into(ExpressionSyntax expression, int variable) => Assign(expression, [new(variable)]);

    /// <summary>The variable that holds the value of an expression; -1 if there is none.</summary>
    private int Value(ExpressionSyntax expression)
    {
        switch (expression)
        {
            case IdentifierNameSyntax name when _variables.TryFind(SymbolOf(name), out var variable):
                return variable;
            case AwaitExpressionSyntax wait when Strip(wait.Expression) is InvocationExpressionSyntax call:
                return Step(call, [Target.Fresh], isAwaited: true)?[0] ?? -1;
            case InvocationExpressionSyntax call when SymbolOf(call) is IMethodSymbol method && IsStep(method):
                return Step(call, [Target.Fresh], isAwaited: false)?[0] ?? -1;
            case MemberAccessExpressionSyntax access when SymbolOf(access) is IPropertySymbol { Name: "Self" } property && Located.IsRole(property.ContainingType, out _, out _):
                if (RoleOf(access.Expression) is var role and >= 0)
                    return Self(role, (INamedTypeSymbol)property.Type, access);
                return -1;
            default:
                ReportForeign(expression, ChoreographyShapeFault.UnlocatedValue);
                return -1;
        }
    }

    private int Self(int role, INamedTypeSymbol located, SyntaxNode node)
    {
        var variable = _variables.Add(located);
        _statements.Add(new SelfOf(role, variable, SpanOf(node)));
        return variable;
    }

    /// <summary>The role that an expression names; -1 if it names none.</summary>
    private int RoleOf(ExpressionSyntax expression)
    {
        expression = Strip(expression);
        if (expression is IdentifierNameSyntax && SymbolOf(expression) is { } symbol && _roles.TryGetValue(symbol, out var role))
            return role;
        if (!IsBroken(expression))
            ReportText(ChoreographyShapeFault.UnsupportedExpression, expression);
        return -1;
    }
}
