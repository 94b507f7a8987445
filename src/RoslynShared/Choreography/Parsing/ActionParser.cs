using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>Takes the text of actions and time limits out of a method, so that generated code can have it as methods.</summary>
internal sealed class ActionParser(IMethodSymbol method, SemanticModel model, TypeTexts types, ChoreographyParse parse)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads an action.</summary>
    /// <param name="expression">The lambda or method group.</param>
    /// <param name="type">The delegate that it becomes.</param>
    /// <param name="name">What the method is called after.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    /// <returns>The generated method, with placeholders for type arguments; null if it cannot be written.</returns>
    public string? Parse(ExpressionSyntax expression, ITypeSymbol type, string name, CancellationToken cancellationToken)
    {
        if (type is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke } || Rules.TypeRules.HasUnknown(type))
        {
            parse.IsBroken = true;
            return null;
        }

        if (FindCaptured(expression, cancellationToken) is { } captured)
        {
            parse.Report(ChoreographyShapeFault.Capturing, captured.GetLocation(), captured.ToString());
            return null;
        }

        var names = NamesOf(expression, invoke);
        var parameters = string.Join(", ", invoke.Parameters.Select((parameter, i) => types.NamedTypeOf(parameter.Type) + " " + names[i]));
        var returnType = invoke.ReturnsVoid ? "void" : types.NamedTypeOf(invoke.ReturnType);
        if (expression is AnonymousFunctionExpressionSyntax { Body: var body } function)
        {
            if (function is AnonymousMethodExpressionSyntax { ParameterList: null })
            {
                parse.Report(ChoreographyShapeFault.UnsupportedExpression, expression.GetLocation(), "delegate");
                return null;
            }

            return Add(name, function.AsyncKeyword.RawKind != 0, returnType, parameters, body, body is BlockSyntax, "");
        }

        if (model.GetSymbolInfo(expression, cancellationToken).Symbol is IMethodSymbol { MethodKind: not MethodKind.LocalFunction })
            return Add(name, isAsync: false, returnType, parameters, expression, isBlock: false, "(" + string.Join(", ", names) + ")");
        parse.Report(ChoreographyShapeFault.UnsupportedExpression, expression.GetLocation(), expression.ToString());
        return null;
    }

    /// <summary>Reads a time limit.</summary>
    public string? ParseLimit(ExpressionSyntax expression, CancellationToken cancellationToken)
    {
        if (FindCaptured(expression, cancellationToken) is { } captured)
        {
            parse.Report(ChoreographyShapeFault.Capturing, captured.GetLocation(), captured.ToString());
            return null;
        }

        return Add("limit", isAsync: false, "global::System.TimeSpan", "", expression, isBlock: false, "");
    }

    private string Add(string name, bool isAsync, string returnType, string parameters, SyntaxNode text, bool isBlock, string tail)
    {
        // A name that no user gives, because inside of the texts it stands before all others.
        var full = "Do_" + name;
        for (var i = 2; !_names.Add(full); i++)
            full = "Do_" + name + "_" + i.ToString(CultureInfo.InvariantCulture);
        parse.Actions.Add(new(full, isAsync, returnType, parameters, text.ToString(), isBlock, tail, ChoreographyParse.SpanOf(text)));
        var typeArguments = method.TypeParameters.Length == 0 ? "" : "<" + string.Join(", ", method.TypeParameters.Select(types.TypeOf)) + ">";
        return $"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{parse.ActionClass}.{full}{typeArguments}";
    }

    // Several parameters called _ are discards of a lambda; a method cannot have two of one name.
    private static string[] NamesOf(ExpressionSyntax expression, IMethodSymbol invoke)
    {
        var written = expression switch
        {
            SimpleLambdaExpressionSyntax one => [one.Parameter],
            ParenthesizedLambdaExpressionSyntax several => several.ParameterList.Parameters,
            AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.Parameters,
            _ => default(IReadOnlyList<ParameterSyntax>),
        };
        var discards = written?.Count(static parameter => parameter.Identifier.ValueText == "_") ?? 0;
        var names = new string[invoke.Parameters.Length];
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = written is not null && i < written.Count && !(discards > 1 && written[i].Identifier.ValueText == "_")
                ? written[i].Identifier.Text
                : "_" + (i + 1).ToString(CultureInfo.InvariantCulture);
        }

        return names;
    }

    private SyntaxNode? FindCaptured(ExpressionSyntax expression, CancellationToken cancellationToken)
    {
        foreach (var node in expression.DescendantNodesAndSelf())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (node is not (IdentifierNameSyntax or GenericNameSyntax) || node.Parent is MemberAccessExpressionSyntax access && access.Name == node || node.Parent is NameColonSyntax)
                continue;
            var symbol = model.GetSymbolInfo(node, cancellationToken).Symbol;
            if (symbol is ILocalSymbol or IParameterSymbol or IMethodSymbol { MethodKind: MethodKind.LocalFunction } or IRangeVariableSymbol
                && symbol.DeclaringSyntaxReferences.FirstOrDefault() is { } declaration
                && declaration.SyntaxTree == expression.SyntaxTree
                && !expression.Span.Contains(declaration.Span))
            {
                return node;
            }
        }

        return null;
    }
}
