using System.Text;
using Tributary.Roslyn.Codec;

namespace Tributary.Generators.Codec;

/// <summary>The pieces of C# that all codec emitters use.</summary>
internal static class CodecText
{
    public const string Codec = "global::Tributary.Codec.Codec";
    public const string ObjectCodec = "global::Tributary.Codec.ObjectCodec";
    public const string Codecs = "global::Tributary.Codec.Codecs";
    public const string CodecReader = "global::Tributary.Codec.CodecReader";
    public const string CodecWriter = "global::Tributary.Codec.CodecWriter";
    public const string FieldMask = "global::Tributary.Codec.FieldMask";
    public const string Reader = "ref global::System.Text.Json.Utf8JsonReader reader";
    public const string Writer = "global::System.Text.Json.Utf8JsonWriter writer";
    public const string Token = "global::System.Text.Json.JsonTokenType";
    public const string EncodedText = "global::System.Text.Json.JsonEncodedText";

    /// <summary>An expression that makes, or names, the codec of a type.</summary>
    public static string CodecOf(CodecTypeRef type)
    {
        var codec = type.Kind switch
        {
            CodecKind.Scalar => Codecs + "." + type.Codec,
            CodecKind.Enum or CodecKind.Generated => type.Codec + ".Instance",
            CodecKind.Array => $"new global::Tributary.Codec.ArrayCodec<{type.Arguments[0].Display}>({CodecOf(type.Arguments[0])})",
            CodecKind.ImmutableArray => $"new global::Tributary.Codec.ImmutableArrayCodec<{type.Arguments[0].Display}>({CodecOf(type.Arguments[0])})",
            CodecKind.List => $"new global::Tributary.Codec.ListCodec<{type.Name}, {type.Arguments[0].Display}>({CodecOf(type.Arguments[0])})",
            CodecKind.Set => $"new global::Tributary.Codec.SetCodec<{type.Name}, {type.Arguments[0].Display}>({CodecOf(type.Arguments[0])})",
            _ => $"new global::Tributary.Codec.DictionaryCodec<{type.Name}, {type.Arguments[0].Display}, {type.Arguments[1].Display}>({KeyCodecOf(type.Arguments[0])}, {CodecOf(type.Arguments[1])})",
        };
        return !type.IsNullable ? codec
            : type.IsValueType ? $"new global::Tributary.Codec.NullableCodec<{type.Name}>({codec})"
            : $"new global::Tributary.Codec.OptionalCodec<{type.Name}>({codec})";
    }

    /// <summary>An expression that makes a mask; the last words that are empty are left out.</summary>
    public static string Mask(ulong[] words)
    {
        var count = words.Length;
        while (count > 1 && words[count - 1] == 0)
            count--;
        var text = new StringBuilder("new ").Append(FieldMask).Append('(').Append(words[0]).Append("UL");
        for (var i = 1; i < count; i++)
            text.Append(", ").Append(words[i]).Append("UL");
        return text.Append(')').ToString();
    }

    private static string KeyCodecOf(CodecTypeRef key) => key switch
    {
        { Kind: CodecKind.Enum } => key.Codec + ".Instance.Keys",
        { Codec: "String" } => "global::Tributary.Codec.KeyCodecs.String",
        _ => $"new global::Tributary.Codec.ParsedKeyCodec<{key.Name}>()",
    };
}
