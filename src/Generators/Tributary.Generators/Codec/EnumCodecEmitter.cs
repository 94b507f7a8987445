using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>Writes the codec of an enumeration: the table of its names.</summary>
internal static class EnumCodecEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Emit(SourceWriter writer, EnumShape shape)
    {
        writer.Line("/// <summary>The codec of an enumeration.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"internal static class {shape.ClassName}");
        writer.Line("/// <summary>The one instance.</summary>");
        writer.Line($"public static readonly global::Tributary.Codec.EnumCodec<{shape.TypeName}> Instance = new(").Indent();
        writer.Line($"isFlags: {(shape.IsFlags ? "true" : "false")},");
        writer.Line($"isSigned: {(shape.IsSigned ? "true" : "false")}{(shape.Values.Count == 0 ? ");" : ",")}");
        for (var i = 0; i < shape.Values.Count; i++)
            writer.Line($"({CSharpText.Literal(shape.Values[i].WireName)}, {shape.TypeName}.{CSharpText.Identifier(shape.Values[i].Name)}){(i == shape.Values.Count - 1 ? ");" : ",")}");
        writer.Outdent().Close();
    }
}
