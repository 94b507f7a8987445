using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>The types for which the runtime has codecs.</summary>
internal static class KnownCodecTypes
{
    /// <summary>The member of <c>Codecs</c> for a scalar type, or null.</summary>
    public static string? ScalarOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => "Boolean",
        SpecialType.System_Byte => "Byte",
        SpecialType.System_SByte => "SByte",
        SpecialType.System_Int16 => "Int16",
        SpecialType.System_UInt16 => "UInt16",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_UInt32 => "UInt32",
        SpecialType.System_Int64 => "Int64",
        SpecialType.System_UInt64 => "UInt64",
        SpecialType.System_Single => "Single",
        SpecialType.System_Double => "Double",
        SpecialType.System_Decimal => "Decimal",
        SpecialType.System_Char => "Char",
        SpecialType.System_String => "String",
        SpecialType.System_DateTime => "DateTime",
        _ when type is IArrayTypeSymbol { IsSZArray: true, ElementType.SpecialType: SpecialType.System_Byte } => "ByteArray",
        _ when type is INamedTypeSymbol { ContainingType: null } named => ScalarOf(named),
        _ => null,
    };

    /// <summary>The kind of a collection, or null.</summary>
    public static CodecKind? CollectionOf(INamedTypeSymbol type)
    {
        if (type.ContainingType is not null || !type.IsGenericType)
            return null;
        if (IsIn(type, "System", "Collections", "Immutable"))
            return type.MetadataName == "ImmutableArray`1" ? CodecKind.ImmutableArray : null;
        if (!IsIn(type, "System", "Collections", "Generic"))
            return null;
        return type.MetadataName switch
        {
            "List`1" or "IList`1" or "ICollection`1" or "IReadOnlyList`1" or "IReadOnlyCollection`1" or "IEnumerable`1" => CodecKind.List,
            "HashSet`1" or "ISet`1" or "IReadOnlySet`1" => CodecKind.Set,
            "Dictionary`2" or "IDictionary`2" or "IReadOnlyDictionary`2" => CodecKind.Dictionary,
            _ => null,
        };
    }

    /// <summary>Whether a collection without a setter can be filled.</summary>
    public static bool CanBeFilled(ITypeSymbol type) => type is INamedTypeSymbol named
        && CollectionOf(named) is CodecKind.List or CodecKind.Set or CodecKind.Dictionary
        && named.MetadataName is "List`1" or "IList`1" or "ICollection`1" or "HashSet`1" or "ISet`1" or "Dictionary`2" or "IDictionary`2";

    /// <summary>Whether a scalar can be the key of a dictionary.</summary>
    public static bool CanBeKey(string scalar) => scalar is "String" or "Guid" or "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Int128" or "UInt128";

    /// <summary>Whether a type belongs to the base library, whose other types are opaque.</summary>
    public static bool IsSystem(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace;
        while (space is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
            space = space.ContainingNamespace;
        return space is { IsGlobalNamespace: false, Name: "System" };
    }

    private static string? ScalarOf(INamedTypeSymbol type)
    {
        if (IsIn(type, "System"))
        {
            if (type.MetadataName == "ReadOnlyMemory`1")
                return type.TypeArguments[0].SpecialType == SpecialType.System_Byte ? "ByteMemory" : null;
            return type.MetadataName is "Guid" or "DateTimeOffset" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Uri" or "Version" or "Half" or "Int128" or "UInt128"
                ? type.MetadataName
                : null;
        }

        return type.MetadataName == "JsonElement" && IsIn(type, "System", "Text", "Json") ? "JsonElement" : null;
    }

    private static bool IsIn(INamedTypeSymbol type, params string[] segments)
    {
        var space = type.ContainingNamespace;
        for (var i = segments.Length - 1; i >= 0; i--)
        {
            if (space is null || space.IsGlobalNamespace || space.Name != segments[i])
                return false;
            space = space.ContainingNamespace;
        }

        return space is { IsGlobalNamespace: true };
    }
}
