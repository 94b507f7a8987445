using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;
using static Tributary.Generators.Codec.CodecText;

namespace Tributary.Generators.Codec;

/// <summary>Writes the codec of a class whose members are set one by one.</summary>
internal static class SettableCodecEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Emit(SourceWriter writer, ObjectShape shape)
    {
        ObjectCodecParts.OpenClass(writer, shape, ObjectCodec);
        writer.Line($"public override {shape.TypeName} Create() => new(){Initializer(shape)};").Line();
        ObjectCodecParts.WriteAll(writer, shape);
        WriteSome(writer, shape);
        Read(writer, shape);
        Copy(writer, shape);
        ObjectCodecParts.WriteAreEqual(writer, shape);
        Diff(writer, shape);
        CopyFields(writer, shape);
        NameSwitchEmitter.Emit(writer, shape);
        writer.Close();
    }

    // Required members must be named; they get their values one by one like all others.
    private static string Initializer(ObjectShape shape)
    {
        var assignments = new List<string>();
        foreach (var member in shape.Members)
        {
            if (member.HasRequiredModifier)
                assignments.Add(CSharpText.Identifier(member.Name) + " = default!");
        }

        return assignments.Count == 0 ? "" : " { " + string.Join(", ", assignments) + " }";
    }

    private static void WriteSome(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override void Write({Writer}, {shape.TypeName} value, in {FieldMask} fields)");
        writer.Line("writer.WriteStartObject();");
        foreach (var member in shape.Members)
        {
            var statements = MemberText.Write(member, MemberText.Of("value", member));
            if (statements.Contains('\n'))
                writer.Open($"if (fields[{member.Ordinal}])").Lines(statements).Close();
            else
                writer.Line($"if (fields[{member.Ordinal}])").Indent().Line(statements).Outdent();
        }

        writer.Line("writer.WriteEndObject();").Close().Line();
    }

    private static void Read(SourceWriter writer, ObjectShape shape)
    {
        if (ObjectCodecParts.HasRequired(shape))
        {
            writer.Open($"public override {shape.TypeName} Read({Reader})");
            writer.Line("var value = Read(ref reader, out var present);");
            writer.Line($"{CodecReader}.Require(present, RequiredMembers, MemberNames);").Line("return value;").Close().Line();
        }

        writer.Open($"public override {shape.TypeName} Read({Reader}, out {FieldMask} present)");
        writer.Line($"{CodecReader}.Expect(ref reader, {Token}.StartObject);");
        ObjectCodecParts.EnsureStack(writer, shape);
        writer.Line("var value = Create();");
        ObjectCodecParts.ReadLoop(writer, shape, static member => member.Access == CodecAccess.Fill
            ? $"{CodecWriter}.Refill({MemberText.Of("value", member)}, {{0}});"
            : MemberText.Of("value", member) + " = {0};");
        ObjectCodecParts.KeepUnknown(writer, shape);
        writer.Line($"present = {ObjectCodecParts.Seen(shape)};").Line("return value;").Close().Line();
    }

    private static void Copy(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override {shape.TypeName} Copy({shape.TypeName} value)");
        writer.Line("if (value is null)").Indent().Line("return null!;").Outdent();
        ObjectCodecParts.EnsureStack(writer, shape);
        writer.Line($"var copy = new {shape.TypeName}").Line("{").Indent();
        foreach (var member in shape.Members)
        {
            if (member.Access != CodecAccess.Fill)
                writer.Line($"{CSharpText.Identifier(member.Name)} = {MemberText.Copy(member, MemberText.Of("value", member))},");
        }

        writer.Outdent().Line("};");
        foreach (var member in shape.Members)
        {
            if (member.Access == CodecAccess.Fill)
                writer.Line($"{CodecWriter}.Refill({MemberText.Of("copy", member)}, {MemberText.Copy(member, MemberText.Of("value", member))});");
        }

        ObjectCodecParts.CopyUnknown(writer, shape);
        writer.Line("return copy;").Close().Line();
    }

    private static void Diff(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override {FieldMask} Diff({shape.TypeName} x, {shape.TypeName} y)");
        writer.Line($"var fields = default({FieldMask});");
        foreach (var member in shape.Members)
        {
            writer.Line($"if ({MemberText.Differ(member, MemberText.Of("x", member), MemberText.Of("y", member))})").Indent();
            writer.Line($"fields = fields.With({member.Ordinal});").Outdent();
        }

        writer.Line("return fields;").Close().Line();
    }

    private static void CopyFields(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override void CopyFields({shape.TypeName} source, {shape.TypeName} target, in {FieldMask} fields)");
        foreach (var member in shape.Members)
        {
            var copy = MemberText.Copy(member, MemberText.Of("source", member));
            writer.Line($"if (fields[{member.Ordinal}])").Indent();
            writer.Line(member.Access == CodecAccess.Fill
                ? $"{CodecWriter}.Refill({MemberText.Of("target", member)}, {copy});"
                : $"{MemberText.Of("target", member)} = {copy};").Outdent();
        }

        writer.Close().Line();
    }
}
