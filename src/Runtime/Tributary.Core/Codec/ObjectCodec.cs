using System.Text.Json;

namespace Tributary.Codec;

/// <summary>The codec of a class whose members are settable one by one: it can tell which were present and write only some.</summary>
/// <typeparam name="T">The class.</typeparam>
public abstract class ObjectCodec<T> : Codec<T>
    where T : class
{
    /// <summary>A new instance with every member at its initial value.</summary>
    public abstract T Create();

    /// <summary>Writes only some members, and none of those kept as unknown.</summary>
    public abstract void Write(Utf8JsonWriter writer, T value, in FieldMask fields);

    /// <summary>Reads an object and says which members its text contained. Absent is not null.</summary>
    public abstract T Read(ref Utf8JsonReader reader, out FieldMask present);

    /// <inheritdoc />
    public override T Read(ref Utf8JsonReader reader) => Read(ref reader, out _);

    /// <summary>The members that differ.</summary>
    public abstract FieldMask Diff(T x, T y);

    /// <summary>Copies some members, deeply, from one instance to another.</summary>
    public abstract void CopyFields(T source, T target, in FieldMask fields);

    /// <summary>Encodes only some members.</summary>
    /// <exception cref="CodecException">The value cannot be encoded: it is nested too deeply or misses something that must be there.</exception>
    public byte[] Encode(T value, in FieldMask fields)
    {
        using var buffer = CodecBuffer.Rent();
        try
        {
            Write(buffer.Writer, value, fields);
        }
        catch (InvalidOperationException e)
        {
            throw CodecException.OnWrite(typeof(T), e);
        }

        return buffer.ToArray();
    }

    /// <summary>Decodes a whole payload and says which members it contained.</summary>
    /// <exception cref="CodecException">The payload is malformed, truncated, too large, too deep, or of another shape.</exception>
    public T Decode(ReadOnlySpan<byte> utf8, out FieldMask present, CodecLimits? limits = null)
    {
        var reader = CodecReader.Open(utf8, limits ?? CodecLimits.Default, typeof(T));
        try
        {
            CodecReader.First(ref reader);
            var value = Read(ref reader, out present);
            CodecReader.End(ref reader);
            return value;
        }
        catch (Exception e) when (CodecReader.IsFormatFault(e))
        {
            throw CodecException.At(utf8, reader.TokenStartIndex, typeof(T), e);
        }
    }
}
