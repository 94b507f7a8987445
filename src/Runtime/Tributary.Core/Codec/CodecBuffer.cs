using System.Buffers;
using System.Text.Json;

namespace Tributary.Codec;

/// <summary>A pooled JSON writer over a growing buffer. One thread uses it between <see cref="Rent"/> and <see cref="Dispose"/>.</summary>
public sealed class CodecBuffer : IDisposable
{
    private const int KeepAtMost = 1 << 20;

    [ThreadStatic]
    private static CodecBuffer? t_spare;

    private readonly ArrayBufferWriter<byte> _bytes = new(512);

    // What could not be read back under the default limits is refused when it is written.
    private CodecBuffer() => Writer = new Utf8JsonWriter(_bytes, new JsonWriterOptions
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = CodecLimits.Default.MaxDepth,
        SkipValidation = true,
    });

    /// <summary>The writer.</summary>
    public Utf8JsonWriter Writer { get; }

    /// <summary>Takes a buffer from this thread's spare, or makes one.</summary>
    public static CodecBuffer Rent()
    {
        var buffer = t_spare ?? new CodecBuffer();
        t_spare = null;
        return buffer;
    }

    /// <summary>The bytes written so far, valid until the buffer is disposed.</summary>
    public ReadOnlySpan<byte> WrittenSpan
    {
        get
        {
            Writer.Flush();
            return _bytes.WrittenSpan;
        }
    }

    /// <summary>A copy of the bytes written so far.</summary>
    public byte[] ToArray() => WrittenSpan.ToArray();

    /// <summary>Returns the buffer to this thread.</summary>
    public void Dispose()
    {
        Writer.Flush();
        _bytes.ResetWrittenCount();
        Writer.Reset();
        if (_bytes.Capacity <= KeepAtMost)
            t_spare = this;
    }
}
