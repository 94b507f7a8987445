using System.ComponentModel;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>Lets a reference be null.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OptionalCodec<T>(Codec<T> inner) : Codec<T?>
    where T : class
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T? value)
    {
        if (value is null)
            writer.WriteNullValue();
        else
            inner.Write(writer, value);
    }

    /// <inheritdoc />
    public override T? Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : inner.Read(ref reader);

    /// <inheritdoc />
    public override T? Copy(T? value) => value is null ? null : inner.Copy(value);

    /// <inheritdoc />
    public override bool AreEqual(T? x, T? y) => x is null || y is null ? x is null && y is null : inner.AreEqual(x, y);
}

/// <summary>Lets a value be null.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NullableCodec<T>(Codec<T> inner) : Codec<T?>
    where T : struct
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, T? value)
    {
        if (value is { } present)
            inner.Write(writer, present);
        else
            writer.WriteNullValue();
    }

    /// <inheritdoc />
    public override T? Read(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : inner.Read(ref reader);

    /// <inheritdoc />
    public override T? Copy(T? value) => value is { } present ? inner.Copy(present) : null;

    /// <inheritdoc />
    public override bool AreEqual(T? x, T? y) => x is { } left && y is { } right ? inner.AreEqual(left, right) : x is null && y is null;
}
