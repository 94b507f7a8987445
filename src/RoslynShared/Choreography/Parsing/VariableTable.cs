using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Choreography.Parsing;

/// <summary>The located values of a method: which there are, and which symbol of the source each one is.</summary>
internal sealed class VariableTable(TypeTexts types)
{
    private readonly Dictionary<ISymbol, int> _bySymbol = new(SymbolEqualityComparer.Default);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<ITypeSymbol, int> _roles = new(SymbolEqualityComparer.Default);

    /// <summary>The values.</summary>
    public List<Variable> All { get; } = [];

    /// <summary>The types of the values, as the compiler has them.</summary>
    public List<ITypeSymbol> Types { get; } = [];

    /// <summary>Tells which role an interface is.</summary>
    public bool AddRole(ITypeSymbol type, int role)
    {
        if (_roles.ContainsKey(type))
            return false;
        _roles.Add(type, role);
        return true;
    }

    /// <summary>The role where a located value is; -1 for one that the method does not have.</summary>
    public int RoleOf(INamedTypeSymbol located) => _roles.TryGetValue(located.TypeArguments[0], out var role) ? role : -1;

    /// <summary>Adds a value that has a name in the source.</summary>
    public int Add(ISymbol symbol, INamedTypeSymbol located)
    {
        var index = Add(symbol.Name, located);
        _bySymbol[symbol] = index;
        return index;
    }

    /// <summary>Adds a value that has none.</summary>
    public int Add(INamedTypeSymbol located) => Add("value", located);

    /// <summary>Adds a value that has none and is of the kind of another.</summary>
    public int AddCopy(int variable)
    {
        var type = Types[variable];
        Types.Add(type);
        All.Add(All[variable] with { Name = FreeName("value") });
        return All.Count - 1;
    }

    /// <summary>The value of a symbol.</summary>
    public bool TryFind(ISymbol? symbol, out int variable)
    {
        variable = -1;
        return symbol is not null && _bySymbol.TryGetValue(symbol, out variable);
    }

    private int Add(string name, INamedTypeSymbol located)
    {
        var type = located.TypeArguments[1];
        Types.Add(type);
        All.Add(new(FreeName(name), RoleOf(located), types.TypeOf(type), types.CodecOf(type, out _), types.ItemCodecOf(type)));
        return All.Count - 1;
    }

    private string FreeName(string name)
    {
        var unique = name;
        for (var i = 2; !_names.Add(unique); i++)
            unique = name + i.ToString(CultureInfo.InvariantCulture);
        return unique;
    }
}
