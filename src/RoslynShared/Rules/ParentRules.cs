using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>The references of entities to their parents.</summary>
internal static class ParentRules
{
    /// <summary>The parent that a property refers to: the type in its [ParentKey], or null when it has none.</summary>
    public static INamedTypeSymbol? ParentOf(IPropertySymbol property)
        => property.FindAttribute(WellKnownNames.ParentKeyAttribute) is { ConstructorArguments: { Length: 1 } arguments }
            ? arguments[0].Value as INamedTypeSymbol
            : null;

    /// <summary>Whether a property can hold the id of a parent.</summary>
    public static bool IsParentKeyType(ITypeSymbol type) => type.SpecialType == SpecialType.System_String;

    /// <summary>Whether a record without this parent is refused: the property is a string that is declared not to be null.</summary>
    public static bool IsRequired(IPropertySymbol property) => property.NullableAnnotation == NullableAnnotation.NotAnnotated;
}
