using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>Which types have a codec at all, apart from their members. The reasons are predicates of a sentence about the member.</summary>
internal static class CodecTypeRules
{
    private const int MaxGenericDepth = 8;

    /// <summary>Why no codec can exist for a type, whatever it contains; null when one can.</summary>
    public static string? WhyNever(ITypeSymbol type)
    {
        switch (type)
        {
            case IDynamicTypeSymbol:
            case { SpecialType: SpecialType.System_Object }:
                return "has the type object, whose shape is unknown; use JsonElement or a concrete type";
            case { TypeKind: TypeKind.Delegate }:
                return "is a delegate";
            case { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } or { SpecialType: SpecialType.System_IntPtr or SpecialType.System_UIntPtr }:
                return "is a pointer";
            case { IsRefLikeType: true }:
                return "is a ref struct";
            case { TypeKind: TypeKind.TypeParameter }:
                return "has an open type parameter";
            case { TypeKind: TypeKind.Error }:
                return "has a type that does not exist";
            case IArrayTypeSymbol { IsSZArray: false }:
                return "is a multi-dimensional array; use an array of arrays";
            default:
                return null;
        }
    }

    /// <summary>Why no codec can be generated for a class, struct or interface; null when one can.</summary>
    public static string? WhyNot(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.IsStatic)
            return "has a static type";
        if (IsFileLocal(type))
            return $"has the type {type.Name}, which is local to its file";
        if (!compilation.IsSymbolAccessibleWithin(type, compilation.Assembly))
            return $"has the type {type.Name}, which generated code in the assembly cannot reach";
        if (IsOpen(type))
            return $"has the type {type.Name}, whose type arguments are open";
        if (GenericDepth(type) > MaxGenericDepth)
            return $"has the type {type.Name}, which is generic in ever more levels";
        if (Implements(type, "System.IO.Stream"))
            return "is a stream";
        if (KnownCodecTypes.IsSystem(type) && type.MetadataName != "KeyValuePair`2")
            return $"has the type {type.Name}, which the codec does not know";
        if (type.Implements("System.Collections.IEnumerable"))
            return $"has the type {type.Name}, a collection that the codec does not know";
        if (IsPolymorphic(type))
            return null;
        if (type.TypeKind == TypeKind.Interface)
            return $"has the open interface {type.Name}; list its types with [CodecDerived]";
        if (type.IsAbstract)
            return $"has the abstract class {type.Name}; list its types with [CodecDerived]";
        return null;
    }

    /// <summary>Whether a type's values say which of the listed types they are. An entity is always itself.</summary>
    public static bool IsPolymorphic(INamedTypeSymbol type)
        => type.FindAttribute(WellKnownNames.CodecDerivedAttribute) is not null && !MemberRule.IsEntity(type);

    private static bool Implements(INamedTypeSymbol type, string baseName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.HasMetadataName(baseName))
                return true;
        }

        return false;
    }

    private static bool IsFileLocal(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
                return true;
        }

        return false;
    }

    private static bool IsOpen(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsUnboundGenericType)
                return true;
            foreach (var argument in current.TypeArguments)
            {
                if (argument.TypeKind == TypeKind.TypeParameter || argument is INamedTypeSymbol named && IsOpen(named))
                    return true;
            }
        }

        return false;
    }

    private static int GenericDepth(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return GenericDepth(array.ElementType) + 1;
        if (type is not INamedTypeSymbol { IsGenericType: true } named)
            return 0;
        var deepest = 0;
        foreach (var argument in named.TypeArguments)
            deepest = Math.Max(deepest, GenericDepth(argument));
        return deepest + 1;
    }
}
