using System.Text;

namespace Tributary.Choreographies;

/// <summary>Reads the fields of a message, and believes none of them: whatever is too long, too large or missing is refused.</summary>
internal ref struct MessageReader
{
    private const int MaxText = 64 * 1024, MaxDepth = 64;
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);
    private readonly ReadOnlyMemory<byte> _message;
    private int _position;

    public MessageReader(ReadOnlyMemory<byte> message)
    {
        _message = message;
        Kind = (MessageKind)Byte();
    }

    public MessageKind Kind { get; }

    /// <summary>What was not read yet.</summary>
    public readonly ReadOnlyMemory<byte> Rest => _message[_position..];

    public long Long()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)value;
        }

        throw new WireFormatException("A number has more than ten bytes.");
    }

    public int Int()
    {
        var value = Long();
        return value is >= 0 and <= int.MaxValue ? (int)value : throw new WireFormatException($"{value} is out of range.");
    }

    /// <summary>A number of things that follow, each of at least one byte.</summary>
    public int Count()
    {
        var count = Int();
        return count <= _message.Length - _position ? count : throw new WireFormatException($"{count} things cannot be in what is left.");
    }

    public bool Flag() => Int() != 0;

    public TimeSpan Time()
    {
        var milliseconds = Long();
        return milliseconds is >= 0 and < 1L << 45 ? TimeSpan.FromMilliseconds(milliseconds) : throw new WireFormatException($"{milliseconds} ms are out of range.");
    }

    public string? Text()
    {
        var length = Int() - 1;
        if (length < 0)
            return null;
        if (length > MaxText || length > _message.Length - _position)
            throw new WireFormatException($"A text of {length} bytes is not accepted.");
        try
        {
            var text = s_strict.GetString(_message.Span.Slice(_position, length));
            _position += length;
            return text;
        }
        catch (DecoderFallbackException)
        {
            throw new WireFormatException("A text is not UTF-8.");
        }
    }

    public string RequiredText() => Text() ?? throw new WireFormatException("A text is missing.");

    public GuardPath? Path()
    {
        var depth = Int();
        if (depth > MaxDepth)
            throw new WireFormatException($"Guarded parts are nested {depth} deep.");
        GuardPath? path = null;
        for (; depth > 0; depth--)
            path = new GuardPath(path, Int(), Int());
        return path;
    }

    public SessionEnd End(Protocol protocol)
    {
        var cause = Int();
        if (cause > (int)AbortCause.Mismatch)
            throw new WireFormatException($"{cause} is no cause.");
        return new SessionEnd((AbortCause)cause, Text(), protocol.Find(Int()), Text());
    }

    private byte Byte() => _position < _message.Length ? _message.Span[_position++] : throw new WireFormatException("The message ends too early.");
}
