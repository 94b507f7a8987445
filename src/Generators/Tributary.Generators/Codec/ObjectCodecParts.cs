using System.Globalization;
using System.Text;
using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;
using static Tributary.Generators.Codec.CodecText;

namespace Tributary.Generators.Codec;

/// <summary>The parts that codecs of settable and of constructed objects have in common.</summary>
internal static class ObjectCodecParts
{
    /// <summary>Opens the class and writes its static fields. <c>Instance</c> comes first: types that contain each other find it set.</summary>
    public static void OpenClass(SourceWriter writer, ObjectShape shape, string baseClass)
    {
        writer.Line("/// <summary>The codec of a type with members.</summary>");
        writer.Line(GeneratedFile.Attribute);
        writer.Open($"internal sealed class {shape.ClassName} : {baseClass}<{shape.TypeName}>");
        writer.Line("/// <summary>The one instance.</summary>");
        writer.Line($"public static readonly {shape.ClassName} Instance = new();").Line();
        foreach (var member in shape.Members)
            writer.Line($"private static readonly {EncodedText} {MemberText.NameField(member)} = {CodecWriter}.Name({CSharpText.Literal(member.WireName)});");
        foreach (var member in shape.Members)
        {
            if (MemberText.NeedsField(member))
                writer.Line($"private static readonly {CodecText.Codec}<{member.Type.Display}> {MemberText.CodecField(member)} = {CodecOf(member.Type)};");
        }

        if (HasRequired(shape))
        {
            writer.Line($"private static readonly {FieldMask} RequiredMembers = {MaskOf(shape)};");
            writer.Line($"private static readonly string?[] MemberNames = [{NamesOf(shape)}];");
        }

        if (shape.Members.Count > 0)
            writer.Line();
    }

    /// <summary>Writes the methods that write all members.</summary>
    public static void WriteAll(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override void Write({Writer}, {shape.TypeName} value)");
        if (!shape.IsValueType)
            writer.Line($"{CodecWriter}.NotNull(value);");
        EnsureStack(writer, shape);
        writer.Line("writer.WriteStartObject();").Line("WriteMembers(writer, value);").Line("writer.WriteEndObject();").Close().Line();

        writer.Line("/// <summary>Writes the members without the braces around them.</summary>");
        writer.Open($"internal static void WriteMembers({Writer}, {shape.TypeName} value)");
        foreach (var member in shape.Members)
            writer.Lines(MemberText.Write(member, MemberText.Of("value", member)));
        if (shape.UnknownMembers is { } unknown)
        {
            writer.Open($"foreach (var (name, element) in value.{CSharpText.Identifier(unknown)} ?? [])");
            writer.Line("writer.WritePropertyName(name);").Line($"{Codecs}.JsonElement.Write(writer, element);").Close();
        }

        writer.Close().Line();
    }

    /// <summary>Writes the loop over the members of the text.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="target">What a member's value is assigned to.</param>
    public static void ReadLoop(SourceWriter writer, ObjectShape shape, Func<CodecMember, string> target)
    {
        for (var word = 0; word < Words(shape); word++)
            writer.Line($"var seen{word} = 0UL;");
        if (shape.UnknownMembers is not null)
            writer.Line($"global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>? unknown = null;");
        writer.Open($"while ({CodecReader}.NextMember(ref reader))").Line("var member = OrdinalOf(ref reader);");
        if (shape.UnknownMembers is not null)
            writer.Line("var name = member < 0 ? reader.GetString()! : \"\";");
        writer.Line("reader.Read();").Open("switch (member)");
        foreach (var member in shape.Members)
        {
            writer.Line($"case {member.Ordinal}:").Indent();
            writer.Line(string.Format(CultureInfo.InvariantCulture, target(member), MemberText.Read(member)));
            writer.Line($"seen{member.Ordinal >> 6} |= 1UL << {member.Ordinal & 63};");
            writer.Line("break;").Outdent();
        }

        if (shape.UnknownMembers is not null)
        {
            writer.Line("case -1 when name != \"$type\":").Indent();
            writer.Line($"(unknown ??= [])[name] = {Codecs}.JsonElement.Read(ref reader);").Line("break;").Outdent();
        }

        writer.Line("default:").Indent().Line("reader.Skip();").Line("break;").Outdent();
        writer.Close().Close().Line();
    }

    /// <summary>Hands the unknown members that were read to their member.</summary>
    public static void KeepUnknown(SourceWriter writer, ObjectShape shape)
    {
        if (shape.UnknownMembers is not { } unknown)
            return;
        writer.Line("if (unknown is not null)").Indent();
        writer.Line(shape.UnknownCanBeSet ? $"value.{CSharpText.Identifier(unknown)} = unknown;" : $"{CodecWriter}.Refill(value.{CSharpText.Identifier(unknown)}, unknown);").Outdent();
    }

    /// <summary>Copies the unknown members.</summary>
    public static void CopyUnknown(SourceWriter writer, ObjectShape shape)
    {
        if (shape.UnknownMembers is not { } unknown)
            return;
        var member = CSharpText.Identifier(unknown);
        writer.Open($"if (value.{member} is {{ }} unknown)");
        writer.Line("var kept = new global::System.Collections.Generic.Dictionary<string, global::System.Text.Json.JsonElement>();");
        writer.Open("foreach (var (name, element) in unknown)").Line($"kept[name] = {Codecs}.JsonElement.Copy(element);").Close();
        writer.Line(shape.UnknownCanBeSet ? $"copy.{member} = kept;" : $"{CodecWriter}.Refill(copy.{member}, kept);").Close();
    }

    /// <summary>Writes the comparison.</summary>
    public static void WriteAreEqual(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override bool AreEqual({shape.TypeName} x, {shape.TypeName} y)");
        if (!shape.IsValueType)
        {
            writer.Line("if (ReferenceEquals(x, y))").Indent().Line("return true;").Outdent();
            writer.Line("if (x is null || y is null)").Indent().Line("return false;").Outdent();
        }

        EnsureStack(writer, shape);
        var terms = new List<string>();
        foreach (var member in shape.Members)
            terms.Add(MemberText.AreEqual(member, MemberText.Of("x", member), MemberText.Of("y", member)));
        if (shape.UnknownMembers is { } unknown)
            terms.Add($"{CodecWriter}.SameUnknown(x.{CSharpText.Identifier(unknown)}, y.{CSharpText.Identifier(unknown)})");
        if (terms.Count == 0)
            terms.Add("true");
        writer.Line("return " + terms[0] + (terms.Count == 1 ? ";" : "")).Indent();
        for (var i = 1; i < terms.Count; i++)
            writer.Line("&& " + terms[i] + (i == terms.Count - 1 ? ";" : ""));
        writer.Outdent().Close().Line();
    }

    /// <summary>The mask that the read loop gathered.</summary>
    public static string Seen(ObjectShape shape)
    {
        var text = new StringBuilder("seen0");
        for (var word = 1; word < Words(shape); word++)
            text.Append(", seen").Append(word);
        return $"new {FieldMask}({text})";
    }

    /// <summary>Guards a method of a recursive type.</summary>
    public static void EnsureStack(SourceWriter writer, ObjectShape shape)
    {
        if (shape.IsRecursive)
            writer.Line($"{CodecWriter}.EnsureStack();");
    }

    /// <summary>Whether some member must be present.</summary>
    public static bool HasRequired(ObjectShape shape)
    {
        foreach (var member in shape.Members)
        {
            if (member.IsRequired)
                return true;
        }

        return false;
    }

    private static int Words(ObjectShape shape) => shape.Members.Count == 0 ? 1 : (shape.Members[shape.Members.Count - 1].Ordinal >> 6) + 1;

    private static string MaskOf(ObjectShape shape)
    {
        var words = new ulong[4];
        foreach (var member in shape.Members)
        {
            if (member.IsRequired)
                words[member.Ordinal >> 6] |= 1UL << (member.Ordinal & 63);
        }

        return Mask(words);
    }

    private static string NamesOf(ObjectShape shape)
    {
        var names = new List<string>();
        foreach (var member in shape.Members)
        {
            while (names.Count < member.Ordinal)
                names.Add("null");
            names.Add(CSharpText.Literal(member.WireName));
        }

        return string.Join(", ", names);
    }
}
