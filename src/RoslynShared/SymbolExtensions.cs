using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn;

/// <summary>Questions about symbols that generators and analyzers ask alike, answered without building strings.</summary>
internal static class SymbolExtensions
{
    /// <summary>Whether a type has a metadata name such as <c>Tributary.IFlowNormalizer`1</c>.</summary>
    public static bool HasMetadataName(this ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol { ContainingType: null } named)
            return false;
        var end = metadataName.Length;
        if (!EndsWithSegment(metadataName, ref end, named.OriginalDefinition.MetadataName))
            return false;
        for (var space = named.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (!EndsWithSegment(metadataName, ref end, space.Name))
                return false;
        }

        return end < 0;
    }

    /// <summary>The first attribute of a kind, or null.</summary>
    public static AttributeData? FindAttribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            if (attribute.AttributeClass.HasMetadataName(metadataName))
                return attribute;
        }

        return null;
    }

    /// <summary>Whether a type implements an interface, directly or through its bases.</summary>
    public static bool Implements(this ITypeSymbol type, string interfaceMetadataName)
    {
        foreach (var implemented in type.AllInterfaces)
        {
            if (implemented.HasMetadataName(interfaceMetadataName))
                return true;
        }

        return false;
    }

    /// <summary>The value of a named attribute argument, or the default.</summary>
    public static T? NamedArgument<T>(this AttributeData attribute, string name)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key == name && argument.Value is { Kind: not TypedConstantKind.Array, Value: T value })
                return value;
        }

        return default;
    }

    // Takes one dotted segment off the end; the position before the first segment is -1.
    private static bool EndsWithSegment(string name, ref int end, string segment)
    {
        var start = end - segment.Length;
        if (start < 0 || string.CompareOrdinal(name, start, segment, 0, segment.Length) != 0 || (start > 0 && name[start - 1] != '.'))
            return false;
        end = start - 1;
        return true;
    }
}
