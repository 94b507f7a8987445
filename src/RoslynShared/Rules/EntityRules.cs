using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>What makes a class marked [FlowEntity] an entity that can be copied, compared, keyed and translated.</summary>
internal static class EntityRules
{
    /// <summary>The name of the member that holds the id.</summary>
    public const string Id = "Id";

    /// <summary>How many fields an entity can have: the capacity of a field mask.</summary>
    public const int MaxFields = 256;

    /// <summary>Whether the class is marked as an entity, as a parent must be.</summary>
    public static bool IsMarked(ITypeSymbol type) => type.FindAttribute(WellKnownNames.FlowEntityAttribute) is not null;

    /// <summary>The id: a public string with a public getter and a public setter that is no <c>init</c>; null when there is none.</summary>
    public static IPropertySymbol? FindId(INamedTypeSymbol type)
    {
        var id = FindIdCandidate(type);
        return id is IPropertySymbol { Type.SpecialType: SpecialType.System_String, SetMethod.IsInitOnly: false } property && MemberRule.IsSettable(property)
            ? property
            : null;
    }

    /// <summary>The member called Id, usable or not; the most derived one.</summary>
    public static ISymbol? FindIdCandidate(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers(Id))
            {
                if (!member.IsImplicitlyDeclared)
                    return member;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether a property looks like a field of the entity but cannot be set one by one: an auto-property without a public setter, or
    /// one that can be set in an initializer only. A computed property is no field.
    /// </summary>
    public static bool IsUnsettableField(IPropertySymbol property)
    {
        if (property is not { IsStatic: false, IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod.DeclaredAccessibility: Accessibility.Public }
            || property.FindAttribute(WellKnownNames.CodecIgnoreAttribute) is not null
            || property.FindAttribute(WellKnownNames.UnknownMembersAttribute) is not null)
        {
            return false;
        }

        return MemberRule.IsSettable(property) ? property.SetMethod!.IsInitOnly : IsAutoProperty(property);
    }

    /// <summary>Whether the entity states that it has no aggregation key on purpose.</summary>
    public static bool IsWithoutKeys(AttributeData flowEntity) => flowEntity.NamedArgument<bool>("WithoutKeys");

    private static bool IsAutoProperty(IPropertySymbol property)
    {
        foreach (var member in property.ContainingType.GetMembers())
        {
            if (member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                return true;
        }

        return false;
    }
}
