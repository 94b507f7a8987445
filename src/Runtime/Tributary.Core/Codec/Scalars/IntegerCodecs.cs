using System.Globalization;
using System.Text.Json;

namespace Tributary.Codec;

internal sealed class BooleanCodec : ScalarCodec<bool>
{
    public override void Write(Utf8JsonWriter writer, bool value) => writer.WriteBooleanValue(value);

    public override bool Read(ref Utf8JsonReader reader) => reader.GetBoolean();
}

internal sealed class ByteCodec : ScalarCodec<byte>
{
    public override void Write(Utf8JsonWriter writer, byte value) => writer.WriteNumberValue(value);

    public override byte Read(ref Utf8JsonReader reader) => reader.GetByte();
}

internal sealed class SByteCodec : ScalarCodec<sbyte>
{
    public override void Write(Utf8JsonWriter writer, sbyte value) => writer.WriteNumberValue(value);

    public override sbyte Read(ref Utf8JsonReader reader) => reader.GetSByte();
}

internal sealed class Int16Codec : ScalarCodec<short>
{
    public override void Write(Utf8JsonWriter writer, short value) => writer.WriteNumberValue(value);

    public override short Read(ref Utf8JsonReader reader) => reader.GetInt16();
}

internal sealed class UInt16Codec : ScalarCodec<ushort>
{
    public override void Write(Utf8JsonWriter writer, ushort value) => writer.WriteNumberValue(value);

    public override ushort Read(ref Utf8JsonReader reader) => reader.GetUInt16();
}

internal sealed class Int32Codec : ScalarCodec<int>
{
    public override void Write(Utf8JsonWriter writer, int value) => writer.WriteNumberValue(value);

    public override int Read(ref Utf8JsonReader reader) => reader.GetInt32();
}

internal sealed class UInt32Codec : ScalarCodec<uint>
{
    public override void Write(Utf8JsonWriter writer, uint value) => writer.WriteNumberValue(value);

    public override uint Read(ref Utf8JsonReader reader) => reader.GetUInt32();
}

internal sealed class Int64Codec : ScalarCodec<long>
{
    public override void Write(Utf8JsonWriter writer, long value) => writer.WriteNumberValue(value);

    public override long Read(ref Utf8JsonReader reader) => reader.GetInt64();
}

internal sealed class UInt64Codec : ScalarCodec<ulong>
{
    public override void Write(Utf8JsonWriter writer, ulong value) => writer.WriteNumberValue(value);

    public override ulong Read(ref Utf8JsonReader reader) => reader.GetUInt64();
}

internal sealed class Int128Codec : ScalarCodec<Int128>
{
    public override void Write(Utf8JsonWriter writer, Int128 value)
    {
        Span<byte> text = stackalloc byte[48];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public override Int128 Read(ref Utf8JsonReader reader)
    {
        CodecReader.Expect(ref reader, JsonTokenType.Number);
        return Int128.Parse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}

internal sealed class UInt128Codec : ScalarCodec<UInt128>
{
    public override void Write(Utf8JsonWriter writer, UInt128 value)
    {
        Span<byte> text = stackalloc byte[48];
        value.TryFormat(text, out var length, provider: CultureInfo.InvariantCulture);
        writer.WriteRawValue(text[..length], skipInputValidation: true);
    }

    public override UInt128 Read(ref Utf8JsonReader reader)
    {
        CodecReader.Expect(ref reader, JsonTokenType.Number);
        return UInt128.Parse(reader.ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    }
}
