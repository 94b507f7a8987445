using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>Reads an annotated method: first what it takes and returns, then what it does.</summary>
internal sealed class ChoreographyParser
{
    private readonly IMethodSymbol _method;
    private readonly MethodDeclarationSyntax _node;
    private readonly SemanticModel _model;
    private readonly CancellationToken _cancellationToken;
    private readonly TypeTexts _types;
    private readonly VariableTable _variables;
    private readonly ChoreographyParse _parse = new();
    private readonly List<Role> _roles = [];
    private readonly Dictionary<ISymbol, int> _roleParameters = new(SymbolEqualityComparer.Default);
    private readonly List<int> _inputs = [];
    private readonly List<string> _delegates = [];

    private ChoreographyParser(
        IMethodSymbol method, MethodDeclarationSyntax node, SemanticModel model, Func<CodecTypeRef, string> codecText, CancellationToken cancellationToken)
    {
        (_method, _node, _model, _cancellationToken) = (method, node, model, cancellationToken);
        _types = new(method, model.Compilation, codecText, cancellationToken);
        _variables = new(_types);
    }

    /// <summary>Reads a method.</summary>
    /// <param name="method">The method.</param>
    /// <param name="node">Its declaration.</param>
    /// <param name="attribute">The attribute.</param>
    /// <param name="model">The meaning of the file.</param>
    /// <param name="codecText">Writes the expression of a codec.</param>
    /// <param name="cancellationToken">Cancels the run.</param>
    public static ChoreographyParse Parse(
        IMethodSymbol method, MethodDeclarationSyntax node, AttributeData attribute, SemanticModel model, Func<CodecTypeRef, string> codecText, CancellationToken cancellationToken)
    {
        var parser = new ChoreographyParser(method, node, model, codecText, cancellationToken);
        parser.Run(attribute);
        return parser._parse;
    }

    /// <summary>What calls name a method by.</summary>
    public static string KeyOf(IMethodSymbol method)
        => FormattableString.Invariant($"{method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{method.Name}`{method.Arity}");

    /// <summary>The class that holds the texts of the actions of a method, without its type.</summary>
    public static string ActionClassOf(IMethodSymbol method)
    {
        var name = method.Name + "Actions";
        while (!method.ContainingType.GetMembers(name).IsEmpty || method.ContainingType.Name == name)
            name += "_";
        return name;
    }

    private void Run(AttributeData attribute)
    {
        _parse.ActionClass = ActionClassOf(_method);
        CheckPlace();
        // Roles first: a value may stand before the role that it is at.
        foreach (var parameter in _method.Parameters)
        {
            if (Located.IsRole(parameter.Type, out var handle, out var isFamily))
                ReadRole(parameter, handle, isFamily);
        }

        foreach (var parameter in _method.Parameters)
            ReadParameter(parameter);
        ReadResult();
        var isUsable = _parse.Faults.Count == 0 && !_parse.IsBroken;
        if (isUsable)
            _parse.Signature = Make(attribute, Block.Empty);
        if (_node.Body is null && _node.ExpressionBody is null)
        {
            _parse.IsBroken = true;
            return;
        }

        var body = new BodyParser(_method, _model, _types, _variables, _roleParameters, _parse, _cancellationToken).ParseMethod(_node);
        CheckTypes();
        if (isUsable && _parse.Faults.Count == 0 && !_parse.IsBroken)
            _parse.Procedure = Make(attribute, body);
    }

    private Procedure Make(AttributeData attribute, Block body)
    {
        var type = _method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new(
            KeyOf(_method),
            type,
            _method.Name,
            attribute.NamedArgument<string>("Name") ?? $"{_method.ContainingType.ToDisplayString()}.{_method.Name}",
            VersionOf(attribute),
            attribute.NamedArgument<bool>("Endless"),
            attribute.NamedArgument<bool>("InformAutomatically"),
            _method.TypeParameters.Select(static parameter => parameter.Name).ToEquatableArray(),
            _roles.ToEquatableArray(),
            _variables.All.ToEquatableArray(),
            _inputs.ToEquatableArray(),
            _delegates.ToEquatableArray(),
            body,
            ChoreographyParse.SpanOf(_node.Identifier.GetLocation()));
    }

    private static int VersionOf(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Version", Value.Value: int version })
                return version;
        }

        return 1;
    }

    private void CheckPlace()
    {
        var (type, name) = (_method.ContainingType, _node.Identifier.GetLocation());
        if (!_method.IsStatic)
            _parse.Report(ChoreographyShapeFault.NotStatic, name, _method.Name);
        else if (!_method.IsAsync)
            _parse.Report(ChoreographyShapeFault.NotAsync, name, _method.Name);
        if (TypeRules.IsGeneric(type) || !TypeRules.IsVisibleInAssembly(type) || type.TypeKind == TypeKind.Interface)
            _parse.Report(ChoreographyShapeFault.UnusableType, name, type.Name);
        else if (TypeRules.FindNonPartial(type, _cancellationToken) is { } declaration)
            _parse.Report(ChoreographyShapeFault.NotPartial, declaration.Identifier.GetLocation(), type.Name);
        foreach (var member in type.GetMembers(_method.Name))
        {
            if (!SymbolEqualityComparer.Default.Equals(member, _method) && member.FindAttribute(WellKnownNames.ChoreographyAttribute) is not null)
            {
                _parse.Report(ChoreographyShapeFault.Overloaded, name, _method.Name);
                break;
            }
        }

        if (_method.Parameters.Length == 0 || !Located.IsScope(_method.Parameters[0].Type))
        {
            if (_method.Parameters.Length > 0 && TypeRules.HasUnknown(_method.Parameters[0].Type))
                _parse.IsBroken = true;
            else
                _parse.Report(ChoreographyShapeFault.ScopeParameter, name, _method.Name);
        }
    }

    private void ReadParameter(IParameterSymbol parameter)
    {
        var location = parameter.Locations.FirstOrDefault() ?? _node.Identifier.GetLocation();
        if (TypeRules.HasUnknown(parameter.Type) || parameter.Name.Length == 0)
            _parse.IsBroken = true;
        else if (Located.IsRole(parameter.Type, out _, out _) && parameter.RefKind == RefKind.None)
            return;
        else if (Located.IsValue(parameter.Type, out var value) && parameter.RefKind == RefKind.None)
            ReadInput(parameter, value, location);
        else if (Located.IsChoreography(parameter.Type) && parameter.RefKind == RefKind.None)
            _delegates.Add(parameter.Name);
        else if (Located.IsScope(parameter.Type) && parameter.Ordinal > 0)
            _parse.Report(ChoreographyShapeFault.ScopeParameter, location, _method.Name);
        else if (parameter.Ordinal > 0)
            _parse.Report(ChoreographyShapeFault.UnsupportedParameter, location, parameter.Name);
    }

    private void ReadRole(IParameterSymbol parameter, INamedTypeSymbol handle, bool isFamily)
    {
        var location = parameter.Locations.FirstOrDefault() ?? _node.Identifier.GetLocation();
        var role = handle.TypeArguments[0];
        if (role.TypeKind is not (TypeKind.Interface or TypeKind.TypeParameter))
            _parse.Report(ChoreographyShapeFault.RoleIsNoInterface, location, role.Name);
        else if (!_types.IsReachable(role))
            _parse.Report(ChoreographyShapeFault.HiddenType, location, role.Name);
        if (!_variables.AddRole(role, _roles.Count))
            _parse.Report(ChoreographyShapeFault.DuplicateRole, location, role.Name);
        _roleParameters[parameter] = _roles.Count;
        _roles.Add(new(parameter.Name, _types.TypeOf(role), isFamily, ChoreographyParse.SpanOf(location)));
    }

    private void ReadInput(IParameterSymbol parameter, INamedTypeSymbol value, Location location)
    {
        if (_variables.RoleOf(value) < 0)
            _parse.Report(ChoreographyShapeFault.UnsupportedParameter, location, parameter.Name);
        else
            _inputs.Add(_variables.Add(parameter, value));
    }

    private void ReadResult()
    {
        if (TypeRules.HasUnknown(_method.ReturnType))
        {
            _parse.IsBroken = true;
            return;
        }

        var location = _node.ReturnType.GetLocation();
        var values = Located.IsTask(_method.ReturnType, out _) ? Located.ResultsOf(_method.ReturnType) : null;
        if (values is null)
        {
            _parse.Report(ChoreographyShapeFault.UnsupportedResult, location, _method.ReturnType.Name);
            return;
        }

        foreach (var value in values)
        {
            var role = _variables.RoleOf(value);
            if (role < 0 || _parse.Results.Any(result => result.Role == role))
                _parse.Report(ChoreographyShapeFault.UnsupportedResult, location, value.TypeArguments[0].Name);
            else
                _parse.Results.Add(new(role, _types.TypeOf(value.TypeArguments[1])));
        }
    }

    private void CheckTypes()
    {
        foreach (var type in _variables.Types)
        {
            if (TypeRules.HasUnknown(type))
                _parse.IsBroken = true;
            else if (!_types.IsReachable(type) && type.ToDisplayString() is var hidden && !_parse.Faults.Exists(fault => fault.Kind == ChoreographyShapeFault.HiddenType && fault.Arguments[0] == hidden))
                _parse.Report(ChoreographyShapeFault.HiddenType, _node.Identifier.GetLocation(), hidden);
        }
    }
}
