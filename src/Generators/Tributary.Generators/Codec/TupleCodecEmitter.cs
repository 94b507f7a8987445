using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;
using static Tributary.Generators.Codec.CodecText;

namespace Tributary.Generators.Codec;

/// <summary>Writes the codec of a tuple: an array of its elements, because their names are not part of the type.</summary>
internal static class TupleCodecEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Emit(SourceWriter writer, TupleShape shape)
    {
        var type = shape.TypeName;
        writer.Line("/// <summary>The codec of a tuple.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"internal sealed class {shape.ClassName} : {CodecText.Codec}<{type}>");
        writer.Line("/// <summary>The one instance.</summary>");
        writer.Line($"public static readonly {shape.ClassName} Instance = new();").Line();
        for (var i = 1; i <= shape.Elements.Count; i++)
            writer.Line($"private static readonly {CodecText.Codec}<{shape.Elements[i - 1].Display}> Item{i}Codec = {CodecOf(shape.Elements[i - 1])};");
        writer.Line();

        writer.Open($"public override void Write({Writer}, {type} value)").Line("writer.WriteStartArray();");
        for (var i = 1; i <= shape.Elements.Count; i++)
            writer.Line($"Item{i}Codec.Write(writer, value.Item{i});");
        writer.Line("writer.WriteEndArray();").Close().Line();

        writer.Open($"public override {type} Read({Reader})").Line($"{CodecReader}.Expect(ref reader, {Token}.StartArray);");
        for (var i = 1; i <= shape.Elements.Count; i++)
            writer.Line($"{CodecReader}.NextElement(ref reader);").Line($"var item{i} = Item{i}Codec.Read(ref reader);");
        writer.Line("reader.Read();").Line($"{CodecReader}.Expect(ref reader, {Token}.EndArray);");
        writer.Line($"return ({Each(shape, static i => "item" + i)});").Close().Line();

        writer.Line($"public override {type} Copy({type} value) => ({Each(shape, static i => $"Item{i}Codec.Copy(value.Item{i})")});").Line();
        writer.Line($"public override bool AreEqual({type} x, {type} y) => {Each(shape, static i => $"Item{i}Codec.AreEqual(x.Item{i}, y.Item{i})", " && ")};");
        writer.Close();
    }

    private static string Each(TupleShape shape, Func<int, string> text, string separator = ", ")
    {
        var parts = new string[shape.Elements.Count];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = text(i + 1);
        return string.Join(separator, parts);
    }
}
