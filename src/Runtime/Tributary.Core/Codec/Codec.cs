using System.Text.Json;

namespace Tributary.Codec;

/// <summary>
/// The value semantics of one type: encode and decode as UTF-8 JSON, copy, compare. The generator writes one for every type that
/// reaches a wire or a store; stateless and safe to call from any thread.
/// </summary>
/// <typeparam name="T">The type.</typeparam>
public abstract class Codec<T>
{
    /// <summary>Writes a value.</summary>
    public abstract void Write(Utf8JsonWriter writer, T value);

    /// <summary>Reads the value whose first token the reader stands on, and leaves the reader on its last token.</summary>
    /// <exception cref="JsonException">The text is not this type.</exception>
    public abstract T Read(ref Utf8JsonReader reader);

    /// <summary>A deep copy that shares nothing mutable with the value.</summary>
    public abstract T Copy(T value);

    /// <summary>Whether two values would be encoded the same.</summary>
    public abstract bool AreEqual(T x, T y);

    /// <summary>Encodes a value.</summary>
    /// <exception cref="CodecException">The value cannot be encoded: it is nested too deeply or misses something that must be there.</exception>
    public byte[] Encode(T value)
    {
        using var buffer = CodecBuffer.Rent();
        try
        {
            Write(buffer.Writer, value);
        }
        catch (InvalidOperationException e)
        {
            throw CodecException.OnWrite(typeof(T), e);
        }

        return buffer.ToArray();
    }

    /// <summary>Decodes a whole payload.</summary>
    /// <param name="utf8">The payload.</param>
    /// <param name="limits">How large and how deep it may be; null for <see cref="CodecLimits.Default"/>.</param>
    /// <exception cref="CodecException">The payload is malformed, truncated, too large, too deep, or of another shape.</exception>
    public T Decode(ReadOnlySpan<byte> utf8, CodecLimits? limits = null)
    {
        var reader = CodecReader.Open(utf8, limits ?? CodecLimits.Default, typeof(T));
        try
        {
            CodecReader.First(ref reader);
            var value = Read(ref reader);
            CodecReader.End(ref reader);
            return value;
        }
        catch (Exception e) when (CodecReader.IsFormatFault(e))
        {
            throw CodecException.At(utf8, reader.TokenStartIndex, typeof(T), e);
        }
    }
}
