using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Tributary.Analyzers.Determinism;

/// <summary>Finds the rule that forbids a member. Each type is looked up once in a compilation.</summary>
internal sealed class Catalog
{
    private static readonly CatalogEntry[] s_none = [];
    private static readonly ILookup<string, (int Line, CatalogEntry Entry)> s_byType =
        CatalogTable.Entries.Select(static (entry, line) => (line, entry)).ToLookup(static pair => pair.entry.Type, StringComparer.Ordinal);

    private readonly ConcurrentDictionary<INamedTypeSymbol, CatalogEntry[]> _types = new(SymbolEqualityComparer.Default);

    /// <summary>The rule that forbids to use a member, or null.</summary>
    public DeterminismRule? Find(ISymbol member)
    {
        if (member.ContainingType?.OriginalDefinition is not { } type)
            return null;
        var entries = _types.GetOrAdd(type, static type => EntriesOf(type));
        if (entries.Length == 0)
            return null;

        var method = member as IMethodSymbol;
        foreach (var entry in entries)
        {
            if (entry.Covers(member.Name, method?.MethodKind == MethodKind.Constructor, method?.Parameters.Length ?? 0))
                return entry.Rule;
        }

        return null;
    }

    private static CatalogEntry[] EntriesOf(INamedTypeSymbol type)
    {
        List<(int Line, CatalogEntry Entry)>? found = null;
        Add(type, isDerived: false, ref found);
        for (var ancestor = type.BaseType; ancestor is { SpecialType: not SpecialType.System_Object }; ancestor = ancestor.BaseType)
            Add(ancestor.OriginalDefinition, isDerived: true, ref found);
        foreach (var implemented in type.AllInterfaces)
            Add(implemented.OriginalDefinition, isDerived: true, ref found);
        return found is null ? s_none : [.. found.OrderBy(static pair => pair.Line).Select(static pair => pair.Entry)];
    }

    private static void Add(INamedTypeSymbol type, bool isDerived, ref List<(int Line, CatalogEntry Entry)>? found)
    {
        foreach (var pair in s_byType[MetadataNameOf(type)])
        {
            if (pair.Entry.WithDerived || !isDerived)
                (found ??= []).Add(pair);
        }
    }

    private static string MetadataNameOf(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
            return MetadataNameOf(outer) + "+" + type.MetadataName;
        return type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() + "." + type.MetadataName : type.MetadataName;
    }
}
