using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn.Rules;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>Reads the body of a choreography. Each part of the class reads one kind of C#; this one has what all of them need.</summary>
internal sealed partial class BodyParser
{
    private readonly IMethodSymbol _method;
    private readonly SemanticModel _model;
    private readonly TypeTexts _types;
    private readonly VariableTable _variables;
    private readonly Dictionary<ISymbol, int> _roles;
    private readonly ChoreographyParse _parse;
    private readonly CancellationToken _cancellationToken;
    private readonly ActionParser _actions;
    private List<Statement> _statements = [];
    private Frame? _frame;
    private int _loops;

    public BodyParser(
        IMethodSymbol method,
        SemanticModel model,
        TypeTexts types,
        VariableTable variables,
        Dictionary<ISymbol, int> roles,
        ChoreographyParse parse,
        CancellationToken cancellationToken)
    {
        (_method, _model, _types, _variables, _roles, _parse, _cancellationToken) = (method, model, types, variables, roles, parse, cancellationToken);
        _actions = new(method, model, types, parse);
    }

    /// <summary>Reads the whole body.</summary>
    public Block ParseMethod(MethodDeclarationSyntax node)
    {
        var targets = Located.ResultsOf(_method.ReturnType)?.Select(static _ => Target.Fresh).ToArray() ?? [];
        if (node.ExpressionBody is { } arrow)
        {
            ReturnValue(arrow.Expression, targets, arrow.Expression);
            return new(_statements.ToEquatableArray());
        }

        foreach (var statement in node.Body!.Statements)
            Read(statement);
        if (targets.Length == 0 && _statements.LastOrDefault() is not Return)
            _statements.Add(new Return(EquatableArray<int>.Empty, ChoreographyParse.SpanOf(node.Body.CloseBraceToken.GetLocation())));
        return new(_statements.ToEquatableArray());
    }

    /// <summary>Where the result of a step goes.</summary>
    private readonly record struct Target(int Variable)
    {
        /// <summary>Nobody looks at it.</summary>
        public static Target Discard => new(-1);

        /// <summary>Into a variable without a name.</summary>
        public static Target Fresh => new(-2);
    }

    private static Span SpanOf(SyntaxNode node) => ChoreographyParse.SpanOf(node);

    private void Report(ChoreographyShapeFault kind, SyntaxNode node, params string[] arguments) => _parse.Report(kind, node.GetLocation(), arguments);

    private void ReportText(ChoreographyShapeFault kind, SyntaxNode node) => Report(kind, node, Shorten(node));

    private static string Shorten(SyntaxNode node)
    {
        var text = node.ToString();
        var end = text.IndexOf('\n');
        text = end < 0 ? text : text.Substring(0, end).TrimEnd();
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }

    /// <summary>Whether the compiler has something to say about an expression; then nobody else has.</summary>
    private bool IsBroken(SyntaxNode node)
    {
        var type = _model.GetTypeInfo(node, _cancellationToken).Type;
        if (type is not null ? !TypeRules.HasUnknown(type) : _model.GetSymbolInfo(node, _cancellationToken).Symbol is not null)
            return false;
        _parse.IsBroken = true;
        return true;
    }

    private ISymbol? SymbolOf(SyntaxNode node) => _model.GetSymbolInfo(node, _cancellationToken).Symbol;

    private static ExpressionSyntax Strip(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    break;
                case PostfixUnaryExpressionSyntax suppressed when suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    expression = suppressed.Operand;
                    break;
                default:
                    return expression;
            }
        }
    }

    private Block Collect(Action read)
    {
        var outer = _statements;
        _statements = [];
        read();
        var block = new Block(_statements.ToEquatableArray());
        _statements = outer;
        return block;
    }

    /// <summary>What is wrong with an expression that is none of the language.</summary>
    private void ReportForeign(ExpressionSyntax expression, ChoreographyShapeFault otherwise)
    {
        if (IsBroken(expression))
            return;
        foreach (var node in expression.DescendantNodesAndSelf(static node => node is not AnonymousFunctionExpressionSyntax))
        {
            if (node is ConditionalExpressionSyntax or BinaryExpressionSyntax or SwitchExpressionSyntax or ConditionalAccessExpressionSyntax && HasStep(node))
            {
                ReportText(ChoreographyShapeFault.ConditionalStep, expression);
                return;
            }

            if (node is IdentifierNameSyntax name && Located.IsClockOrChance(SymbolOf(name)))
            {
                ReportText(ChoreographyShapeFault.ClockOrChance, expression);
                return;
            }
        }

        ReportText(otherwise, expression);
    }

    private bool HasStep(SyntaxNode node)
    {
        foreach (var inner in node.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax))
        {
            if (inner is InvocationExpressionSyntax call && SymbolOf(call) is IMethodSymbol method && IsStep(method))
                return true;
        }

        return false;
    }

    private static bool IsStep(IMethodSymbol method)
        => Located.IsScope(method.ContainingType)
            || Located.IsRole(method.ContainingType, out _, out _)
            || method.FindAttribute(WellKnownNames.ChoreographyAttribute) is not null
            || (method.MethodKind == MethodKind.DelegateInvoke && Located.IsChoreography(method.ContainingType));
}
