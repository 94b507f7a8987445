using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;
using static Tributary.Generators.Codec.CodecText;

namespace Tributary.Generators.Codec;

/// <summary>Writes the codec of a type that is built at once: a record, a struct, a class with init-only members or constructor parameters.</summary>
internal static class ConstructedCodecEmitter
{
    /// <summary>Writes the class.</summary>
    public static void Emit(SourceWriter writer, ObjectShape shape)
    {
        ObjectCodecParts.OpenClass(writer, shape, CodecText.Codec);
        ObjectCodecParts.WriteAll(writer, shape);
        Read(writer, shape);
        Copy(writer, shape);
        ObjectCodecParts.WriteAreEqual(writer, shape);
        NameSwitchEmitter.Emit(writer, shape);
        writer.Close();
    }

    private static void Read(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override {shape.TypeName} Read({Reader})");
        writer.Line($"{CodecReader}.Expect(ref reader, {Token}.StartObject);");
        ObjectCodecParts.EnsureStack(writer, shape);
        foreach (var member in shape.Members)
            writer.Line($"{member.Type.Display} {Local(member)} = {member.Default ?? "default!"};");
        ObjectCodecParts.ReadLoop(writer, shape, static member => Local(member) + " = {0};");
        if (ObjectCodecParts.HasRequired(shape))
            writer.Line($"{CodecReader}.Require({ObjectCodecParts.Seen(shape)}, RequiredMembers, MemberNames);");
        KeepInitial(writer, shape);
        Build(writer, shape, "value", Local, onlySeen: true);
        ObjectCodecParts.KeepUnknown(writer, shape);
        writer.Line("return value;").Close().Line();
    }

    // An init-only member that the text does not contain keeps the value that the type itself gives it.
    private static void KeepInitial(SourceWriter writer, ObjectShape shape)
    {
        var members = new List<CodecMember>();
        foreach (var member in shape.Members)
        {
            if (IsInInitializer(member) && !member.IsRequired)
                members.Add(member);
        }

        if (members.Count == 0)
            return;
        writer.Open($"if ({string.Join(" || ", members.ConvertAll(static member => "!" + WasSeen(member)))})");
        writer.Line($"var initial = new {shape.TypeName}({Arguments(shape, Local)}){RequiredMembers(shape)};");
        foreach (var member in members)
            writer.Line($"if (!{WasSeen(member)})").Indent().Line($"{Local(member)} = {MemberText.Of("initial", member)};").Outdent();
        writer.Close();
    }

    private static void Copy(SourceWriter writer, ObjectShape shape)
    {
        writer.Open($"public override {shape.TypeName} Copy({shape.TypeName} value)");
        if (!shape.IsValueType)
            writer.Line("if (value is null)").Indent().Line("return null!;").Outdent();
        ObjectCodecParts.EnsureStack(writer, shape);
        Build(writer, shape, "copy", static member => MemberText.Copy(member, MemberText.Of("value", member)), onlySeen: false);
        ObjectCodecParts.CopyUnknown(writer, shape);
        writer.Line("return copy;").Close().Line();
    }

    private static void Build(SourceWriter writer, ObjectShape shape, string name, Func<CodecMember, string> value, bool onlySeen)
    {
        writer.Line($"var {name} = new {shape.TypeName}({Arguments(shape, value)})").Line("{").Indent();
        foreach (var member in shape.Members)
        {
            if (IsInInitializer(member))
                writer.Line($"{CSharpText.Identifier(member.Name)} = {value(member)},");
        }

        writer.Outdent().Line("};");
        foreach (var member in shape.Members)
        {
            if (!IsAfterwards(member))
                continue;
            if (onlySeen)
                writer.Line($"if ({WasSeen(member)})").Indent();
            writer.Line(member.Access == CodecAccess.Fill
                ? $"{CodecWriter}.Refill({MemberText.Of(name, member)}, {value(member)});"
                : $"{MemberText.Of(name, member)} = {value(member)};");
            if (onlySeen)
                writer.Outdent();
        }
    }

    private static string Arguments(ObjectShape shape, Func<CodecMember, string> value)
    {
        var arguments = new SortedDictionary<int, string>();
        foreach (var member in shape.Members)
        {
            if (member.Parameter >= 0)
                arguments[member.Parameter] = value(member);
        }

        return string.Join(", ", arguments.Values);
    }

    private static bool IsInInitializer(CodecMember member)
        => member.HasRequiredModifier || (member.Access == CodecAccess.Init && member.Parameter < 0);

    private static bool IsAfterwards(CodecMember member)
        => member.Parameter < 0 && !member.HasRequiredModifier && member.Access is CodecAccess.Set or CodecAccess.Fill;

    private static string RequiredMembers(ObjectShape shape)
    {
        var assignments = new List<string>();
        foreach (var member in shape.Members)
        {
            if (member.HasRequiredModifier)
                assignments.Add($"{CSharpText.Identifier(member.Name)} = {Local(member)}");
        }

        return assignments.Count == 0 ? "" : " { " + string.Join(", ", assignments) + " }";
    }

    private static string WasSeen(CodecMember member) => $"((seen{member.Ordinal >> 6} & (1UL << {member.Ordinal & 63})) != 0)";

    // The prefix keeps the local apart from parameters, keywords and the locals of the method.
    private static string Local(CodecMember member) => "member" + member.Name;
}
