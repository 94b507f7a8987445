using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;
using static Tributary.Generators.Codec.CodecText;

namespace Tributary.Generators.Codec;

/// <summary>Writes the codec of a base class or interface: it tells its concrete types apart by the member <c>$type</c>.</summary>
internal static class PolymorphicCodecEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Emit(SourceWriter writer, PolymorphicShape shape)
    {
        var type = shape.TypeName;
        writer.Line("/// <summary>The codec of a hierarchy: each value says by <c>$type</c> which type it is.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"internal sealed class {shape.ClassName} : {CodecText.Codec}<{type}>");
        writer.Line("/// <summary>The one instance.</summary>");
        writer.Line($"public static readonly {shape.ClassName} Instance = new();").Line();
        writer.Line($"private static readonly {EncodedText} TypeMember = {CodecWriter}.Name(\"$type\");");
        for (var i = 0; i < shape.Derived.Count; i++)
            writer.Line($"private static readonly {EncodedText} Type{i} = {CodecWriter}.Name({CSharpText.Literal(shape.Derived[i].Discriminator)});");
        writer.Line();

        writer.Open($"public override void Write({Writer}, {type} value)");
        writer.Line("var type = value?.GetType();");
        for (var i = 0; i < shape.Derived.Count; i++)
        {
            var derived = shape.Derived[i];
            writer.Open($"if (type == typeof({derived.TypeName}))").Line($"{CodecWriter}.EnsureStack();").Line("writer.WriteStartObject();").Line($"writer.WriteString(TypeMember, Type{i});");
            writer.Line($"{derived.Codec}.WriteMembers(writer, ({derived.TypeName})value!);").Line("writer.WriteEndObject();").Line("return;").Close().Line();
        }

        if (shape.Exact is { } exact)
            writer.Open($"if (type == typeof({type}))").Line($"{exact}.Instance.Write(writer, value!);").Line("return;").Close().Line();
        writer.Line($"throw {CodecWriter}.NotListed(value);").Close().Line();

        writer.Open($"public override {type} Read({Reader})");
        writer.Line($"var type = {CodecReader}.FindType(reader);").Line("return type switch").Line("{").Indent();
        foreach (var derived in shape.Derived)
            writer.Line($"{CSharpText.Literal(derived.Discriminator)} => {derived.Codec}.Instance.Read(ref reader),");
        if (shape.Exact is not null)
            writer.Line($"null => {shape.Exact}.Instance.Read(ref reader),");
        writer.Line($"_ => throw {CodecReader}.UnknownType(type, typeof({type})),").Outdent().Line("};").Close().Line();

        Dispatch(writer, shape, $"public override {type} Copy({type} value)", "return null!;", "value is null", static (codec, name) => $"{codec}.Instance.Copy(({name})value)");
        Dispatch(writer, shape, $"public override bool AreEqual({type} x, {type} y)", "return x is null && y is null;", "x is null || y is null",
            static (codec, name) => $"{codec}.Instance.AreEqual(({name})x, ({name})y)");
        writer.Close();
    }

    private static void Dispatch(SourceWriter writer, PolymorphicShape shape, string signature, string whenNull, string isNull, Func<string, string, string> call)
    {
        var isComparison = isNull.Contains("||");
        var value = isComparison ? "x" : "value";
        writer.Open(signature);
        writer.Line($"if ({isNull})").Indent().Line(whenNull).Outdent();
        writer.Line($"var type = {value}.GetType();");
        if (isComparison)
            writer.Line("if (type != y.GetType())").Indent().Line("return false;").Outdent();
        foreach (var derived in shape.Derived)
            writer.Line($"if (type == typeof({derived.TypeName}))").Indent().Line($"return {call(derived.Codec, derived.TypeName)};").Outdent();
        if (shape.Exact is { } exact)
            writer.Line($"if (type == typeof({shape.TypeName}))").Indent().Line($"return {call(exact, shape.TypeName)};").Outdent();
        writer.Line($"throw {CodecWriter}.NotListed({value});").Close().Line();
    }
}
