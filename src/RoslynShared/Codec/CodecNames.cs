using System.Globalization;
using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Codec;

/// <summary>
/// How generated codecs are called. There is one codec per type per assembly, in the namespace <c>TributaryGenerated</c> below the
/// type's own, so that it meets no name of the user's: the codec of <c>App.Sensor</c> is <c>App.TributaryGenerated.SensorCodec</c>.
/// A nested or constructed generic type carries a hash of its full name, because <c>A.B</c> and <c>A_B</c> must not meet either. The
/// instance to use is the static field <c>Instance</c>.
/// </summary>
internal static class CodecNames
{
    private const string Space = "TributaryGenerated";

    /// <summary>The name by which a type is told from every other, and by which generated code writes it.</summary>
    public static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    // File names take no @.
    private static readonly SymbolDisplayFormat s_plainFormat = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>The full name of the codec of a type, as <c>global::App.TributaryGenerated.SensorCodec</c>.</summary>
    /// <param name="type">The type.</param>
    /// <param name="isExact">Whether a base class with [CodecDerived] is meant as itself, without the types derived from it.</param>
    public static string FullNameOf(INamedTypeSymbol type, bool isExact = false) => "global::" + NamespaceOf(type) + "." + ClassOf(type, isExact);

    /// <summary>The namespace of the codec of a type.</summary>
    public static string NamespaceOf(INamedTypeSymbol type)
        => type.ContainingNamespace is { IsGlobalNamespace: false } space
            ? space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)) + "." + Space
            : Space;

    /// <summary>The class of the codec of a type, without its namespace.</summary>
    public static string ClassOf(INamedTypeSymbol type, bool isExact = false)
    {
        if (type is { ContainingType: null, IsGenericType: false } && !isExact)
            return type.Name + "Codec";
        var name = type.Name;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.Name + "_" + name;
        return name + "_" + Hash(KeyOf(type)) + (isExact ? "ExactCodec" : "Codec");
    }

    /// <summary>The type's own name with its arguments, never with a question mark of its own.</summary>
    public static string KeyOf(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString(TypeFormat);

    /// <summary>The name of the generated file, as <c>App.Outer+Inner.Codec.g.cs</c>; a constructed generic type adds the hash of its name.</summary>
    public static string HintOf(INamedTypeSymbol type, bool isExact = false)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.MetadataName + "+" + name;
        if (type.ContainingNamespace is { IsGlobalNamespace: false } space)
            name = space.ToDisplayString(s_plainFormat) + "." + name;
        return name + (type.IsGenericType ? "." + Hash(KeyOf(type)) : "") + (isExact ? ".Exact" : "") + ".Codec.g.cs";
    }

    /// <summary>A short stable hash (FNV-1a) for names.</summary>
    public static string Hash(string text)
    {
        var hash = 2166136261u;
        foreach (var c in text)
            hash = unchecked((hash ^ c) * 16777619u);
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
