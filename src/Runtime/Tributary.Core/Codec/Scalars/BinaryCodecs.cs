using System.Text.Json;

namespace Tributary.Codec;

internal sealed class ByteArrayCodec : Codec<byte[]>
{
    public override void Write(Utf8JsonWriter writer, byte[] value) => writer.WriteBase64StringValue(CodecWriter.NotNull(value));

    public override byte[] Read(ref Utf8JsonReader reader) => reader.GetBytesFromBase64();

    public override byte[] Copy(byte[] value) => value is null ? null! : value.AsSpan().ToArray();

    public override bool AreEqual(byte[] x, byte[] y) => x is null || y is null ? x == y : x.AsSpan().SequenceEqual(y);
}

internal sealed class ByteMemoryCodec : Codec<ReadOnlyMemory<byte>>
{
    public override void Write(Utf8JsonWriter writer, ReadOnlyMemory<byte> value) => writer.WriteBase64StringValue(value.Span);

    public override ReadOnlyMemory<byte> Read(ref Utf8JsonReader reader) => reader.GetBytesFromBase64();

    // The memory may be a view of an array that somebody writes to.
    public override ReadOnlyMemory<byte> Copy(ReadOnlyMemory<byte> value) => value.ToArray();

    public override bool AreEqual(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);
}
