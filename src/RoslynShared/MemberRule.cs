using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn;

/// <summary>
/// Which members of a type travel, and in which order: the one rule behind codecs, field masks and entity models, so that a member has
/// the same ordinal in all of them.
/// </summary>
internal static class MemberRule
{
    /// <summary>
    /// The public instance properties with a public getter and a public setter (or init), without those marked [CodecIgnore] or
    /// [UnknownMembers]: members of base classes first, each class in the order of declaration, the id of an entity before all.
    /// A member that overrides or hides another takes its place. A member whose type is unknown does not count: the compiler reports it.
    /// </summary>
    public static List<IPropertySymbol> Select(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var members = Properties(type, cancellationToken);
        members.RemoveAll(static member => !Travels(member));
        if (IsEntity(type))
        {
            var id = members.FindIndex(IsId);
            if (id > 0)
            {
                var member = members[id];
                members.RemoveAt(id);
                members.Insert(0, member);
            }
        }

        return members;
    }

    /// <summary>Every property of a type, whether it travels or not, in the order in which members travel.</summary>
    public static List<IPropertySymbol> Properties(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var properties = new List<IPropertySymbol>();
        Add(type, properties, cancellationToken);
        return properties;
    }

    /// <summary>Whether a property can be the id of an entity.</summary>
    public static bool IsId(IPropertySymbol property)
        => property is { Name: "Id", Type.SpecialType: SpecialType.System_String, SetMethod.IsInitOnly: false } && IsSettable(property);

    /// <summary>Whether a type is an entity: marked as one, or written as one.</summary>
    public static bool IsEntity(INamedTypeSymbol type)
        => type.FindAttribute(WellKnownNames.FlowEntityAttribute) is not null || type.Implements(WellKnownNames.IFlowEntity);

    /// <summary>Whether a property can be read and written from anywhere.</summary>
    public static bool IsSettable(IPropertySymbol property) => property is
    {
        IsStatic: false,
        IsIndexer: false,
        DeclaredAccessibility: Accessibility.Public,
        GetMethod.DeclaredAccessibility: Accessibility.Public,
        SetMethod.DeclaredAccessibility: Accessibility.Public,
        ReturnsByRef: false,
        ReturnsByRefReadonly: false,
    };

    /// <summary>A type's own members in the order of declaration, which does not depend on the order in which the compiler is given the files.</summary>
    public static IEnumerable<ISymbol> InOrder(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences.Length > 1
            ? type.GetMembers()
                .OrderBy(static m => m.Locations.FirstOrDefault()?.SourceTree?.FilePath, StringComparer.Ordinal)
                .ThenBy(static m => m.Locations.FirstOrDefault()?.SourceSpan.Start)
            : type.GetMembers();

    private static bool Travels(IPropertySymbol property)
        => IsSettable(property)
            && property.Type.TypeKind != TypeKind.Error
            && property.FindAttribute(WellKnownNames.CodecIgnoreAttribute) is null
            && property.FindAttribute(WellKnownNames.UnknownMembersAttribute) is null;

    private static void Add(INamedTypeSymbol type, List<IPropertySymbol> properties, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent)
            Add(parent, properties, cancellationToken);

        foreach (var member in InOrder(type))
        {
            if (member is not IPropertySymbol property)
                continue;
            var hidden = properties.FindIndex(p => p.Name == property.Name);
            if (hidden >= 0)
                properties[hidden] = property;
            else
                properties.Add(property);
        }
    }
}
