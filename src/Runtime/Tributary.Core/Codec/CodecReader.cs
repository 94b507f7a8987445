using System.ComponentModel;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>Steps that every decode shares. Generated code calls it; users have no need to.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CodecReader
{
    /// <summary>Opens a reader under limits.</summary>
    /// <exception cref="CodecException">The payload is larger than the limit.</exception>
    public static Utf8JsonReader Open(ReadOnlySpan<byte> utf8, CodecLimits limits, Type type)
    {
        if (utf8.Length > limits.MaxBytes)
            throw new CodecException(type, 0, "$", $"the payload has {utf8.Length} bytes, and at most {limits.MaxBytes} are accepted", null);
        return new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = limits.MaxDepth, CommentHandling = JsonCommentHandling.Disallow });
    }

    /// <summary>Moves to the first token, which must be there.</summary>
    public static void First(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            throw new JsonException("the payload is empty");
    }

    /// <summary>Requires that nothing follows the value.</summary>
    public static void End(ref Utf8JsonReader reader)
    {
        if (reader.Read())
            throw new JsonException("more text follows the value");
    }

    /// <summary>Requires a kind of token.</summary>
    public static void Expect(ref Utf8JsonReader reader, JsonTokenType token)
    {
        if (reader.TokenType != token)
            throw new JsonException($"expected {token}, found {reader.TokenType}");
    }

    /// <summary>Whether an exception from a reader means that the text is not what was expected, rather than that the code is wrong.</summary>
    public static bool IsFormatFault(Exception e) => e is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException;
}
