using System.Globalization;
using Microsoft.CodeAnalysis;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Durable;

/// <summary>Writes a constant, such as the default value of a parameter, as a person would.</summary>
internal static class ConstantText
{
    /// <summary>The default value of a parameter; null when there is none, or none that a constant can say.</summary>
    public static string? DefaultOf(IParameterSymbol parameter)
    {
        if (!parameter.HasExplicitDefaultValue)
            return null;
        var type = parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : parameter.Type;
        return parameter.ExplicitDefaultValue switch
        {
            null when parameter.Type.IsReferenceType => parameter.Type.NullableAnnotation == NullableAnnotation.NotAnnotated ? "null!" : "null",
            null => SymbolEqualityComparer.Default.Equals(type, parameter.Type) ? "default" : "null",
            DateTime => null,
            { } value when type.TypeKind == TypeKind.Enum && EnumMember(type, value) is { } member => member,
            int number when type.SpecialType == SpecialType.System_Int32 => number.ToString(CultureInfo.InvariantCulture),
            _ => CodecShapeParser.Literal(parameter),
        };
    }

    /// <summary>The named member of an enumeration that has a value; null when none has.</summary>
    public static string? EnumMember(ITypeSymbol type, object? value)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value))
                return CodecNames.KeyOf(type) + "." + CSharpText.Identifier(field.Name);
        }

        return null;
    }
}
