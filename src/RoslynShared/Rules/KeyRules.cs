using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Rules;

/// <summary>How a type serves as an aggregation key.</summary>
internal enum KeyTypeKind
{
    /// <summary>It does not.</summary>
    Unsupported,

    /// <summary>One value.</summary>
    Single,

    /// <summary>A collection; each value is a key.</summary>
    Multiple,
}

/// <summary>Which types serve as aggregation keys: strings, numbers, GUIDs, enumerations, and collections of these.</summary>
internal static class KeyRules
{
    /// <summary>How a type serves as a key.</summary>
    public static KeyTypeKind KindOf(ITypeSymbol type)
        => IsSingle(type) ? KeyTypeKind.Single : ItemOf(type) is { } item && IsSingle(item) ? KeyTypeKind.Multiple : KeyTypeKind.Unsupported;

    /// <summary>Whether a key of this type depends on the rounding of a floating-point number.</summary>
    public static bool IsFloatingPoint(ITypeSymbol type)
        => Unwrap(ItemOf(type) ?? type).SpecialType is SpecialType.System_Single or SpecialType.System_Double;

    /// <summary>The type without <c>Nullable&lt;T&gt;</c> around it.</summary>
    public static ITypeSymbol Unwrap(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;

    private static bool IsSingle(ITypeSymbol type)
    {
        type = Unwrap(type);
        return type.TypeKind == TypeKind.Enum || type.HasMetadataName("System.Guid") || type.SpecialType is SpecialType.System_String
            or SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32 or SpecialType.System_Int64 or SpecialType.System_UInt64
            or SpecialType.System_Single or SpecialType.System_Double or SpecialType.System_Decimal;
    }

    /// <summary>The type of the values of a collection, else null. Bytes are one value in many pieces, not many keys.</summary>
    public static ITypeSymbol? ItemOf(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_String)
            return null;
        var item = type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : EnumeratedBy(type);
        return item?.SpecialType == SpecialType.System_Byte ? null : item;
    }

    private static ITypeSymbol? EnumeratedBy(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T } self)
            return self.TypeArguments[0];
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                return implemented.TypeArguments[0];
        }

        return null;
    }
}
