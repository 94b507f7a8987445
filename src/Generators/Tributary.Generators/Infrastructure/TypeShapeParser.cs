using Microsoft.CodeAnalysis;
using Tributary.Roslyn;
using Tributary.Roslyn.Codec;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Infrastructure;

/// <summary>Reads where a type is declared and whether generated code can reach and extend it.</summary>
internal static class TypeShapeParser
{
    /// <summary>
    /// Whether this is the match to generate for. A broken program can have the attribute on two parts of a type, or two types of one
    /// name; only the first counts, because each file has one name. A type that is local to its file is out of reach of generated files.
    /// </summary>
    public static bool IsFirst(Annotation annotation)
    {
        if (annotation.Symbol is not INamedTypeSymbol type || IsFileLocal(type) || !IsFirstOfType(annotation))
            return false;
        var sameName = type.ContainingType is { } outer
            ? outer.GetTypeMembers(type.Name, type.Arity)
            : type.ContainingNamespace.GetTypeMembers(type.Name, type.Arity);
        return sameName.Length < 2 || SymbolEqualityComparer.Default.Equals(sameName[0], type);
    }

    /// <summary>Reads a type.</summary>
    public static TypeShape Parse(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var containers = new List<string>();
        var metadataName = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containers.Insert(0, HeaderOf(outer));
            metadataName = outer.MetadataName + "+" + metadataName;
        }

        var space = type.ContainingNamespace is { IsGlobalNamespace: false } named ? named : null;
        var escaped = space?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)) ?? "";
        return new TypeShape(
            escaped,
            containers.ToEquatableArray(),
            HeaderOf(type),
            type.Name,
            type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
            space is null ? metadataName : space.ToDisplayString().Replace("@", "") + "." + metadataName,
            CodecNames.NamespaceOf(type),
            GeneratedNameOf(type),
            !type.IsGenericType && TypeRules.FindNonPartial(type, cancellationToken) is null,
            !type.IsGenericType && TypeRules.IsVisibleInAssembly(type));
    }

    private static bool IsFirstOfType(Annotation annotation)
    {
        foreach (var attribute in annotation.Symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, annotation.Attribute.AttributeClass))
                return ReferenceEquals(attribute, annotation.Attribute);
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

    // A nested type carries a hash of its full name, because Outer.Inner and Outer_Inner must not meet.
    private static string GeneratedNameOf(INamedTypeSymbol type)
    {
        if (type.ContainingType is null)
            return type.Name;
        var name = type.Name;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.Name + "_" + name;
        return name + "_" + CodecNames.Hash(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
    }

    private static string HeaderOf(INamedTypeSymbol type)
    {
        var keyword = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { IsRecord: true, TypeKind: TypeKind.Struct } => "record struct",
            { IsRecord: true } => "record",
            { TypeKind: TypeKind.Struct } => "struct",
            _ => "class",
        };
        return $"partial {keyword} {CSharpText.Identifier(type.Name)}";
    }
}
