using Microsoft.CodeAnalysis;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Infrastructure;

/// <summary>
/// Keeps the names of generated files apart. They must differ by more than case, and types need not; a name that is used twice would
/// take all output of the generator away.
/// </summary>
internal static class HintNames
{
    /// <summary>The names, in lower case, that several files would have.</summary>
    public static IncrementalValueProvider<EquatableArray<string>> Shared(params IncrementalValuesProvider<TypeShape>[] types)
    {
        var all = Names(types[0]);
        for (var i = 1; i < types.Length; i++)
            all = all.Combine(Names(types[i])).Select(static (pair, _) => new EquatableArray<string>([.. pair.Left, .. pair.Right]));
        return all.Select(static (names, _) => FindShared(names));
    }

    /// <summary>The name of the file about a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="role">What the type is, which tells files about one type apart when a mistake makes it several things.</param>
    /// <param name="shared">The names that several files would have.</param>
    public static string Of(TypeShape type, string role, EquatableArray<string> shared)
    {
        var lower = type.HintName.ToLowerInvariant();
        foreach (var name in shared)
        {
            if (name == lower)
                return $"{type.HintName}.{CodecNames.Hash(role + type.HintName)}.Sync.g.cs";
        }

        return type.HintName + ".Sync.g.cs";
    }

    private static IncrementalValueProvider<EquatableArray<string>> Names(IncrementalValuesProvider<TypeShape> types)
        => types.Select(static (type, _) => type.HintName.ToLowerInvariant()).Collect().Select(static (names, _) => names.ToEquatableArray());

    private static EquatableArray<string> FindShared(EquatableArray<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var shared = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
        {
            if (!seen.Add(name))
                shared.Add(name);
        }

        return shared.ToEquatableArray();
    }
}
