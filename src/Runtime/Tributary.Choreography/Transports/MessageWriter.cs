using System.Buffers;
using System.Text;

namespace Tributary.Choreographies;

/// <summary>Writes the fields of a message: numbers as varints, texts and lists after their length.</summary>
internal sealed class MessageWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new(64);

    public MessageWriter(MessageKind kind) => _bytes.Write([(byte)kind]);

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    public MessageWriter Number(long value)
    {
        var rest = (ulong)value;
        var bytes = _bytes.GetSpan(10);
        var count = 0;
        for (; rest >= 0x80; rest >>= 7)
            bytes[count++] = (byte)(rest | 0x80);
        bytes[count++] = (byte)rest;
        _bytes.Advance(count);
        return this;
    }

    /// <summary>A time in milliseconds, rounded up.</summary>
    public MessageWriter Time(TimeSpan value) => Number((long)Math.Ceiling(Math.Max(0, value.TotalMilliseconds)));

    /// <summary>A text, or null.</summary>
    public MessageWriter Text(string? value)
    {
        if (value is null)
            return Number(0);
        Number(Encoding.UTF8.GetByteCount(value) + 1L);
        Encoding.UTF8.GetBytes(value, _bytes);
        return this;
    }

    /// <summary>Bytes up to the end of the message.</summary>
    public MessageWriter Rest(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public MessageWriter Path(GuardPath? path)
    {
        Number(path?.Depth ?? 0);
        for (var depth = 1; depth <= path?.Depth; depth++)
        {
            var part = path.At(depth)!;
            Number(part.Guard).Number(part.Entry);
        }

        return this;
    }

    public MessageWriter End(SessionEnd end) => Number((int)end.Cause).Text(end.Role).Number(end.Step?.Number ?? 0).Text(end.Detail);
}

/// <summary>What a message between a host of sessions and a process that joins them is.</summary>
internal enum MessageKind : byte
{
    Create = 1,
    Find,
    Cancel,
    Join,
    Frame,
    Announce,
    Finish,
    Fail,
    Consumed,
    Leave,
    Info,
    Refused,
    Joined,
    Started,
    Aborted,
    Died,
}
