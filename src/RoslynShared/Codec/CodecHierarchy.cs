using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>What [CodecDerived] may name.</summary>
internal static class CodecHierarchy
{
    /// <summary>Why a type cannot stand in the list of a base type; null when it can.</summary>
    public static string? WhyNotDerived(INamedTypeSymbol type, INamedTypeSymbol concrete)
    {
        if (concrete.IsUnboundGenericType || concrete.IsAbstract || concrete.TypeKind is not (TypeKind.Class or TypeKind.Struct))
            return $"lists {concrete.Name}, which is no concrete type";
        return IsOrDerives(concrete, type) ? null : $"lists {concrete.Name}, which is not derived from it";
    }

    private static bool IsOrDerives(INamedTypeSymbol concrete, INamedTypeSymbol type)
    {
        for (var current = concrete; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, type))
                return true;
        }

        foreach (var implemented in concrete.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented, type))
                return true;
        }

        return false;
    }
}
