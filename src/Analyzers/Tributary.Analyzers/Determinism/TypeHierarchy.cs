using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>
/// Finds what may run when a virtual or interface member of this compilation is called: every override and implementation in it. Members
/// that another assembly declares are not followed, because everything implements them.
/// </summary>
internal sealed class TypeHierarchy(DeterminismScope scope, CancellationToken cancellationToken)
{
    private readonly Dictionary<ISymbol, List<ISymbol>> _known = new(SymbolEqualityComparer.Default);
    private List<INamedTypeSymbol>? _types;

    /// <summary>The member itself and what may run in its place.</summary>
    public List<ISymbol> ImplementationsOf(IMethodSymbol method)
    {
        if (_known.TryGetValue(method, out var known))
            return known;
        var found = new List<ISymbol> { method };
        foreach (var type in Types())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (method.ContainingType.TypeKind == TypeKind.Interface)
                AddImplementations(type, method, found);
            else
                AddOverrides(type, method, found);
        }

        _known.Add(method, found);
        return found;
    }

    private static void AddImplementations(INamedTypeSymbol type, IMethodSymbol method, List<ISymbol> found)
    {
        if (type.TypeKind == TypeKind.Interface)
            return;
        foreach (var implemented in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, method.ContainingType))
                continue;
            foreach (var member in implemented.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method) && type.FindImplementationForInterfaceMember(member) is { } implementation)
                    Add(DeterminismScope.DeclarationOf(implementation), found);
            }
        }
    }

    private static void AddOverrides(INamedTypeSymbol type, IMethodSymbol method, List<ISymbol> found)
    {
        if (type.BaseType is null or { SpecialType: SpecialType.System_Object or SpecialType.System_ValueType })
            return;
        foreach (var member in type.GetMembers(method.Name))
        {
            for (var overridden = (member as IMethodSymbol)?.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
            {
                if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                    Add(DeterminismScope.DeclarationOf(member), found);
            }
        }
    }

    private static void Add(ISymbol implementation, List<ISymbol> found)
    {
        if (!found.Contains(implementation, SymbolEqualityComparer.Default))
            found.Add(implementation);
    }

    private List<INamedTypeSymbol> Types()
    {
        if (_types is not null)
            return _types;
        _types = [];
        var rest = new Stack<INamespaceOrTypeSymbol>();
        rest.Push(scope.Compilation.Assembly.GlobalNamespace);
        while (rest.Count > 0)
        {
            var container = rest.Pop();
            if (container is INamedTypeSymbol type)
                _types.Add(type);
            foreach (var member in container.GetMembers())
            {
                if (member is INamespaceOrTypeSymbol inner)
                    rest.Push(inner);
            }
        }

        return _types;
    }
}
