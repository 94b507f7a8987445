using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>Which arguments of a call belong to which parameter.</summary>
internal sealed class Arguments
{
    private readonly IMethodSymbol _method;
    private readonly List<ExpressionSyntax>[] _byParameter;

    private Arguments(IMethodSymbol method)
    {
        _method = method;
        _byParameter = new List<ExpressionSyntax>[method.Parameters.Length];
        for (var i = 0; i < _byParameter.Length; i++)
            _byParameter[i] = [];
    }

    /// <summary>Sorts the arguments of a call that compiles.</summary>
    public static Arguments Of(InvocationExpressionSyntax call, IMethodSymbol method)
    {
        var sorted = new Arguments(method);
        var position = 0;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            var index = argument.NameColon is { Name.Identifier.ValueText: var name } ? sorted.IndexOf(name) : Math.Min(position, method.Parameters.Length - 1);
            position++;
            if (index >= 0)
                sorted._byParameter[index].Add(argument.Expression);
        }

        return sorted;
    }

    /// <summary>The argument of a parameter that must have one.</summary>
    public ExpressionSyntax Single(int parameter) => _byParameter[parameter][0];

    /// <summary>All arguments of a parameter.</summary>
    public IReadOnlyList<ExpressionSyntax> All(int parameter) => _byParameter[parameter];

    /// <summary>The argument of a parameter, or null.</summary>
    public ExpressionSyntax? Named(string parameter) => IndexOf(parameter) is var index and >= 0 && _byParameter[index].Count > 0 ? _byParameter[index][0] : null;

    private int IndexOf(string name)
    {
        foreach (var parameter in _method.Parameters)
        {
            if (parameter.Name == name)
                return parameter.Ordinal;
        }

        return -1;
    }
}
