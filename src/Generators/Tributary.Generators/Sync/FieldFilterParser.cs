using Microsoft.CodeAnalysis;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Sync;

/// <summary>Reads the field filters of an entity and turns them around: for each system, what it does not see.</summary>
internal static class FieldFilterParser
{
    public static SystemsShape Parse(List<IPropertySymbol> members)
    {
        var filters = new List<(int Ordinal, FieldFilter Filter)>();
        var systems = new SortedSet<string>(StringComparer.Ordinal);
        for (var i = 1; i < members.Count; i++)
        {
            if (FieldFilter.Of(members[i]) is not { NamesNoSystem: false } filter)
                continue;
            filters.Add((i, filter));
            systems.UnionWith(filter.Only);
            systems.UnionWith(filter.Except);
        }

        var named = new List<SystemShape>();
        foreach (var system in systems)
            named.Add(new(system, Hidden(filters, system)));
        return new(named.ToEquatableArray(), Hidden(filters, null));
    }

    private static EquatableArray<int> Hidden(List<(int Ordinal, FieldFilter Filter)> filters, string? system)
    {
        var hidden = new List<int>();
        foreach (var (ordinal, filter) in filters)
        {
            if ((filter.Only.Count > 0 && !filter.Only.Contains(system)) || filter.Except.Contains(system))
                hidden.Add(ordinal);
        }

        return hidden.ToEquatableArray();
    }
}
