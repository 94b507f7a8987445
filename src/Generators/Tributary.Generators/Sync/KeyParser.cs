using Microsoft.CodeAnalysis;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Sync;

/// <summary>Reads the aggregation keys of an entity. A key need not be a field: a computed property will do.</summary>
internal static class KeyParser
{
    public static EquatableArray<KeyShape> Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var keys = new List<KeyShape>();
        var groups = new List<string?>();
        foreach (var property in MemberRule.Properties(type, cancellationToken))
        {
            if (property.FindAttribute(WellKnownNames.AggregationKeyAttribute) is not { } attribute || PartOf(property) is not { } part)
                continue;
            var exact = attribute.NamedArgument<bool>("Exact");
            var group = attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string name } ? name : null;
            var index = group is null ? -1 : groups.IndexOf(group);
            if (index < 0)
            {
                keys.Add(new(part.Name, new([part]), exact));
                groups.Add(group);
            }
            else
            {
                var key = keys[index];
                keys[index] = new(key.Path + "+" + part.Name, new([.. key.Parts, part]), key.Exact || exact);
            }
        }

        return keys.ToEquatableArray();
    }

    private static KeyPart? PartOf(IPropertySymbol property)
    {
        if (property is not { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public })
            return null;
        switch (KeyRules.KindOf(property.Type))
        {
            case KeyTypeKind.Single:
                return new(property.Name, FormatOf(property.Type), IsNullable(property.Type), IsMany: false);
            case KeyTypeKind.Multiple when KeyRules.ItemOf(property.Type) is { } item:
                return new(property.Name, FormatOf(item), IsNullable(item), IsMany: true);
            default:
                return null;
        }
    }

    private static bool IsNullable(ITypeSymbol type)
        => type.IsReferenceType || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    private static KeyFormat FormatOf(ITypeSymbol type) => KeyRules.Unwrap(type) switch
    {
        { SpecialType: SpecialType.System_String } => KeyFormat.Text,
        { SpecialType: SpecialType.System_Decimal } => KeyFormat.Decimal,
        { TypeKind: TypeKind.Enum } => KeyFormat.Name,
        _ => KeyFormat.Invariant,
    };
}
