using System.Text.Json;

namespace Tributary.Codec;

/// <summary>A payload cannot be decoded, or a value cannot be encoded. Names the type and, when decoding, the byte position and the path.</summary>
public sealed class CodecException : Exception
{
    /// <summary>Creates the exception.</summary>
    public CodecException(Type type, long position, string path, string problem, Exception? inner)
        : base($"Cannot decode {type.Name} at {path} (byte {position}): {problem}.", inner)
    {
        Type = type;
        Position = position;
        Path = path;
    }

    private CodecException(Type type, string message, Exception? inner)
        : base(message, inner)
    {
        Type = type;
        Position = -1;
        Path = "$";
    }

    /// <summary>The type that was being decoded or encoded.</summary>
    public Type Type { get; }

    /// <summary>The byte at which decoding stopped; -1 when encoding.</summary>
    public long Position { get; }

    /// <summary>The path to the value at which decoding stopped, as <c>$.member[index]</c>.</summary>
    public string Path { get; }

    /// <summary>Builds the exception for a value that cannot be encoded.</summary>
    internal static CodecException OnWrite(Type type, Exception fault)
        => new(type, $"Cannot encode {type.Name}: {fault.Message.TrimEnd('.')}.", fault);

    /// <summary>
    /// Builds the exception for a fault at a byte position. The path is found by reading the text a second time up to there, so that
    /// decoding itself keeps no track of it.
    /// </summary>
    internal static CodecException At(ReadOnlySpan<byte> utf8, long position, Type type, Exception fault)
    {
        var at = fault is JsonException { LineNumber: { } line, BytePositionInLine: { } column } ? LineStart(utf8, line) + column : position;
        return new CodecException(type, Math.Min(at, utf8.Length), CodecPath.To(utf8, Math.Max(at, position)), Problem(fault), fault);
    }

    private static long LineStart(ReadOnlySpan<byte> utf8, long line)
    {
        var start = 0;
        for (; line > 0; line--)
        {
            var length = utf8[start..].IndexOf((byte)'\n');
            if (length < 0)
                break;
            start += length + 1;
        }

        return start;
    }

    // The reader ends its messages with line and column, which the position says already.
    private static string Problem(Exception fault)
    {
        var end = fault is JsonException { LineNumber: not null } ? fault.Message.IndexOf(" LineNumber: ", StringComparison.Ordinal) : -1;
        return (end < 0 ? fault.Message : fault.Message[..end]).TrimEnd('.');
    }
}
