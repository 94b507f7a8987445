using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn.Codec;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <content>Conditions and switches.</content>
internal sealed partial class BodyParser
{
    /// <summary>A choice of a role, without its branches.</summary>
    private sealed record Decision(int Role, int Value, List<Informed> Informed, bool IsNegated, ITypeSymbol Type, Span Span);

    private bool IsChoose(ExpressionSyntax expression)
        => expression is AwaitExpressionSyntax wait && Strip(wait.Expression) is InvocationExpressionSyntax call
            && SymbolOf(call) is IMethodSymbol { Name: "Choose" } method && Located.IsScope(method.ContainingType);

    private Decision? Condition(ExpressionSyntax condition)
    {
        var (expression, isNegated) = (Strip(condition), false);
        while (expression is PrefixUnaryExpressionSyntax not && not.IsKind(SyntaxKind.LogicalNotExpression))
            (expression, isNegated) = (Strip(not.Operand), !isNegated);
        if (!IsChoose(expression))
        {
            if (expression is InvocationExpressionSyntax call && SymbolOf(call) is IMethodSymbol { Name: "Choose" } method && IsStep(method))
                ReportText(ChoreographyShapeFault.NotAwaited, expression);
            else
                ReportForeign(expression, ChoreographyShapeFault.UnlocatedCondition);
            return null;
        }

        return DecisionOf((InvocationExpressionSyntax)Strip(((AwaitExpressionSyntax)expression).Expression), isNegated);
    }

    private Decision? DecisionOf(InvocationExpressionSyntax call, bool isNegated)
    {
        var method = (IMethodSymbol)SymbolOf(call)!;
        var arguments = Arguments.Of(call, method);
        var value = Value(Strip(arguments.Single(0)));
        var informed = InformedBy(arguments.All(1));
        return value < 0 || informed is null ? null : new(_variables.All[value].Role, value, informed, isNegated, _variables.Types[value], SpanOf(call));
    }

    private List<Informed>? InformedBy(IReadOnlyList<ExpressionSyntax> arguments)
    {
        var informed = new List<Informed>();
        foreach (var argument in arguments.SelectMany(static argument => argument is CollectionExpressionSyntax list
            ? list.Elements.OfType<ExpressionElementSyntax>().Select(static element => element.Expression)
            : [argument]))
        {
            if (RoleOf(argument) is not (var role and >= 0))
                return null;
            informed.Add(new(role, SpanOf(argument)));
        }

        return informed;
    }

    private void ReadSwitch(SwitchStatementSyntax statement)
    {
        var expression = Strip(statement.Expression);
        var decision = IsChoose(expression) ? DecisionOf((InvocationExpressionSyntax)Strip(((AwaitExpressionSyntax)expression).Expression), isNegated: false) : null;
        if (decision is null && !IsChoose(expression))
            ReportForeign(expression, ChoreographyShapeFault.UnlocatedCondition);
        var frame = new Frame(FrameKind.Switch, _frame, _loops++);
        var covered = new HashSet<string>(StringComparer.Ordinal);
        var hasDefault = false;
        var branches = new List<Branch>();
        foreach (var section in statement.Sections)
        {
            var labels = new List<string>();
            foreach (var label in section.Labels)
                hasDefault |= !AddLabels(label, labels);
            covered.UnionWith(labels);
            var isDefault = section.Labels.Any(static label => label is DefaultSwitchLabelSyntax);
            var body = Within(frame, () =>
            {
                foreach (var inner in section.Statements)
                    Read(inner);
            });
            branches.Add(new((isDefault ? [] : labels).ToEquatableArray(), body, SpanOf(section.Labels[0])));
        }

        if (decision is null)
            return;
        if (!hasDefault && !CoversAll(decision.Type, covered))
            branches.Add(new(EquatableArray<string>.Empty, Block.Empty, SpanOf(statement.Expression)));
        var choice = new Choice(decision.Role, decision.Value, branches.ToEquatableArray(), decision.Informed.ToEquatableArray(), decision.Span);
        _statements.AddRange(Leavable(frame.Id, frame.IsLeft, new(new Statement[] { choice }.ToEquatableArray()), decision.Span).Statements);
    }

    // Returns whether the label is anything but the default one.
    private bool AddLabels(SwitchLabelSyntax label, List<string> labels)
    {
        switch (label)
        {
            case DefaultSwitchLabelSyntax:
                return false;
            case CaseSwitchLabelSyntax constant:
                AddConstant(constant.Value, labels);
                return true;
            case CasePatternSwitchLabelSyntax { WhenClause: null } pattern:
                AddPattern(pattern.Pattern, labels);
                return true;
            default:
                ReportText(ChoreographyShapeFault.UnsupportedExpression, label);
                return true;
        }
    }

    private void AddPattern(PatternSyntax pattern, List<string> labels)
    {
        switch (pattern)
        {
            case ConstantPatternSyntax constant:
                AddConstant(constant.Expression, labels);
                break;
            case ParenthesizedPatternSyntax inner:
                AddPattern(inner.Pattern, labels);
                break;
            case BinaryPatternSyntax either when either.IsKind(SyntaxKind.OrPattern):
                AddPattern(either.Left, labels);
                AddPattern(either.Right, labels);
                break;
            default:
                ReportText(ChoreographyShapeFault.UnsupportedExpression, pattern);
                break;
        }
    }

    private void AddConstant(ExpressionSyntax expression, List<string> labels)
    {
        if (_model.GetConstantValue(expression, _cancellationToken) is { HasValue: true, Value: bool truth })
            labels.Add(truth ? "true" : "false");
        else if (SymbolOf(expression) is IFieldSymbol { ContainingType.TypeKind: TypeKind.Enum } field)
            labels.Add(CodecNames.KeyOf(field.ContainingType) + "." + (SyntaxFacts.GetKeywordKind(field.Name) == SyntaxKind.None ? field.Name : "@" + field.Name));
        else if (!IsBroken(expression))
            ReportText(ChoreographyShapeFault.UnsupportedExpression, expression);
    }

    private static bool CoversAll(ITypeSymbol type, HashSet<string> labels)
    {
        if (type.SpecialType == SpecialType.System_Boolean)
            return labels.Count == 2;
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } && !labels.Any(label => label.EndsWith("." + member.Name, StringComparison.Ordinal) || label.EndsWith(".@" + member.Name, StringComparison.Ordinal)))
                return false;
        }

        return type.TypeKind == TypeKind.Enum;
    }
}
