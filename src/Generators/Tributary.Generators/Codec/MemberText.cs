using Tributary.Generators.Infrastructure;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>How generated code writes, reads, copies and compares one member.</summary>
internal static class MemberText
{
    /// <summary>The static field with the member's escaped name.</summary>
    public static string NameField(CodecMember member) => member.Name + "Name";

    /// <summary>The member of an expression.</summary>
    public static string Of(string instance, CodecMember member) => instance + "." + CSharpText.Identifier(member.Name);

    /// <summary>The codec of the member: a field of the class where it has to be made, else the codec's own instance.</summary>
    public static string CodecField(CodecMember member) => NeedsField(member) ? member.Name + "Codec" : CodecText.CodecOf(member.Type);

    /// <summary>Whether the class keeps a codec for the member.</summary>
    public static bool NeedsField(CodecMember member)
        => member.Type is { IsNullable: true } or { Kind: not (CodecKind.Scalar or CodecKind.Enum or CodecKind.Generated) }
            && !(IsDirect(member.Type) && IsComparedDirectly(member.Type));

    /// <summary>The statements that write the member's name and value.</summary>
    public static string Write(CodecMember member, string value)
    {
        var field = NameField(member);
        if (!IsDirect(member.Type))
            return $"writer.WritePropertyName({field});\n{CodecField(member)}.Write(writer, {value});";
        return member.Type switch
        {
            { Codec: "Boolean" } => $"writer.WriteBoolean({field}, {value});",
            { Codec: "String", IsNullable: false } => $"writer.WriteString({field}, {CodecText.CodecWriter}.NotNull({value}));",
            { Codec: "String" or "Guid" or "DateTime" or "DateTimeOffset" } => $"writer.WriteString({field}, {value});",
            _ => $"writer.WriteNumber({field}, {value});",
        };
    }

    /// <summary>The expression that reads the value on which the reader stands.</summary>
    public static string Read(CodecMember member)
    {
        if (!IsDirect(member.Type))
            return $"{CodecField(member)}.Read(ref reader)";
        return member.Type is { Codec: "String", IsNullable: false } ? $"{CodecText.CodecReader}.GetString(ref reader)" : $"reader.Get{member.Type.Codec}()";
    }

    /// <summary>The expression that copies a value.</summary>
    public static string Copy(CodecMember member, string value)
        => IsImmutable(member.Type) ? value : $"{CodecField(member)}.Copy({value})";

    /// <summary>The expression that compares two values.</summary>
    public static string AreEqual(CodecMember member, string x, string y)
        => IsComparedDirectly(member.Type) ? $"{x} == {y}" : $"{CodecField(member)}.AreEqual({x}, {y})";

    /// <summary>The expression that says whether two values differ.</summary>
    public static string Differ(CodecMember member, string x, string y)
        => IsComparedDirectly(member.Type) ? $"{x} != {y}" : $"!{CodecField(member)}.AreEqual({x}, {y})";

    // The reader and the writer have methods of their own for these.
    private static bool IsDirect(CodecTypeRef type) => type.Kind == CodecKind.Scalar && type.Codec switch
    {
        "String" => true,
        "Boolean" or "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Decimal" or "Guid" or "DateTime" or "DateTimeOffset" => !type.IsNullable,
        _ => false,
    };

    private static bool IsImmutable(CodecTypeRef type) => type.Kind == CodecKind.Enum || (type.Kind == CodecKind.Scalar && type.Codec is not ("ByteArray" or "ByteMemory" or "JsonElement"));

    private static bool IsComparedDirectly(CodecTypeRef type) => type.Kind == CodecKind.Enum || (type.Kind == CodecKind.Scalar && type.Codec is
        "String" or "Boolean" or "Char" or "Byte" or "SByte" or "Int16" or "UInt16" or "Int32" or "UInt32" or "Int64" or "UInt64" or "Int128" or "UInt128"
        or "Decimal" or "Guid" or "DateOnly" or "TimeOnly" or "TimeSpan" or "Version");
}
