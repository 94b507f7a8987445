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

    /// <summary>Moves to the next member's name; false at the end of the object.</summary>
    public static bool NextMember(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.PropertyName;
    }

    /// <summary>Moves to the next element of an array, which must be there.</summary>
    public static void NextElement(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
            throw new JsonException("the array has too few elements");
    }

    /// <summary>Reads a string that must not be null.</summary>
    public static string GetString(ref Utf8JsonReader reader) => reader.GetString() ?? throw new JsonException("null is not allowed here");

    /// <summary>The name the reader stands on, without escapes.</summary>
    public static ReadOnlySpan<byte> UnescapedName(ref Utf8JsonReader reader)
    {
        var name = new byte[reader.ValueSpan.Length];
        return name.AsSpan(0, reader.CopyString(name));
    }

    /// <summary>
    /// Finds the <c>$type</c> of the object that the reader stands on, wherever it is among the members. The caller's
    /// reader does not move.
    /// </summary>
    /// <returns>The discriminator, or null if there is none.</returns>
    public static string? FindType(Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            var isType = reader.ValueTextEquals("$type"u8);
            reader.Read();
            if (isType)
                return GetString(ref reader);
            reader.Skip();
        }

        return null;
    }

    /// <summary>The fault of an object whose <c>$type</c> is missing or not in the list of its hierarchy.</summary>
    public static JsonException UnknownType(string? discriminator, Type type)
        => new(discriminator is null
            ? $"the object has no $type, so which {type.Name} it is remains open"
            : $"\"{(discriminator.Length > 100 ? discriminator[..100] + "..." : discriminator)}\" is no $type of {type.Name}");

    /// <summary>Requires that some members were present.</summary>
    /// <param name="present">The members that were.</param>
    /// <param name="required">The members that must have been.</param>
    /// <param name="names">The names of all members by ordinal; null where a member does not take part.</param>
    /// <exception cref="JsonException">Some are missing; the message names them.</exception>
    public static void Require(in FieldMask present, in FieldMask required, ReadOnlySpan<string?> names)
    {
        var missing = required.Except(present);
        if (missing.IsEmpty)
            return;
        var list = new List<string>();
        foreach (var ordinal in missing)
            list.Add(names[ordinal] ?? "");
        throw new JsonException($"the required member{(list.Count > 1 ? "s" : "")} {string.Join(", ", list)} {(list.Count > 1 ? "are" : "is")} missing");
    }

    /// <summary>Whether an exception from a reader means that the text is not what was expected, rather than that the code is wrong.</summary>
    public static bool IsFormatFault(Exception e) => e is JsonException or FormatException or OverflowException or InvalidOperationException or ArgumentException or NotSupportedException;
}
