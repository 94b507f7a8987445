using System.Globalization;
using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;
using Tributary.Roslyn.Rules;

namespace Tributary.Generators.Durable;

/// <summary>
/// Reads the settings in the attributes of an activity as the assignments that generated code makes of them. A value that is out of its
/// range counts as not set; the analyzer reports it.
/// </summary>
internal static class SettingsParser
{
    /// <summary>The settings that an attribute sets, in the order in which it names them.</summary>
    public static EquatableArray<string> Parse(AttributeData attribute)
    {
        var assignments = new List<string>();
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument.Key != "Name" && TextOf(argument.Key, argument.Value) is { } text)
                assignments.Add(argument.Key + " = " + text);
        }

        return assignments.ToEquatableArray();
    }

    private static string? TextOf(string setting, TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Array)
            return TypeNames(constant);
        if (constant.Kind == TypedConstantKind.Enum)
            return ConstantText.EnumMember(constant.Type!, constant.Value);
        if (DurableSettingRules.RangeMissedBy(setting, constant.Value) is not null)
            return null;
        return constant.Value switch
        {
            string text when DurableSettingRules.IsTimeSpan(setting) =>
                DurableSettingRules.ParseTimeSpan(text, DurableSettingRules.AllowsZero(setting)) is { } time ? TimeSpanText.Of(time) : null,
            string text => CSharpText.Literal(text),
            int number => number.ToString(CultureInfo.InvariantCulture),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    // The names under which the runtime finds the types of exceptions: those of their metadata.
    private static string? TypeNames(TypedConstant constant)
    {
        if (constant.IsNull)
            return null;
        var names = new List<string>();
        foreach (var item in constant.Values)
        {
            if (item.Value is INamedTypeSymbol { TypeKind: not TypeKind.Error } type)
                names.Add(CSharpText.Literal(MetadataNameOf(type)));
        }

        return names.Count == 0 ? null : "[" + string.Join(", ", names) + "]";
    }

    private static string MetadataNameOf(INamedTypeSymbol type)
    {
        var name = type.MetadataName;
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            name = outer.MetadataName + "+" + name;
        for (var space = type.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
            name = space.MetadataName + "." + name;
        return name;
    }
}
