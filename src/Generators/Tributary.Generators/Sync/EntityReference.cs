using Microsoft.CodeAnalysis;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Sync;

/// <summary>Names an entity that other annotated code speaks of.</summary>
internal static class EntityReference
{
    /// <summary>The full name of an entity that registration code can name, else null.</summary>
    public static string? NameOf(ITypeSymbol? type)
        => type is INamedTypeSymbol { TypeKind: TypeKind.Class, IsGenericType: false } entity
            && MemberRule.IsEntity(entity)
            && TypeRules.IsVisibleInAssembly(entity)
            ? entity.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            : null;
}
