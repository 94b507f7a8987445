using System.Buffers.Binary;

namespace Tributary.Choreographies;

/// <summary>What a frame on a wire is.</summary>
internal enum FrameKind : byte
{
    /// <summary>A message, its number, and what was received.</summary>
    Data,

    /// <summary>What was received. Sent now and then, also as a sign of life.</summary>
    Acknowledgement,

    /// <summary>The first frame of a client on a wire: the id of its link, and whether it is new.</summary>
    Hello,

    /// <summary>The answer of a server that knows the link.</summary>
    Welcome,

    /// <summary>The answer of a server that knows it not, or not any more.</summary>
    Gone,
}

/// <summary>What a link writes next: a message with its number, an acknowledgement, or a frame of the handshake as it is (number 0).</summary>
internal readonly record struct Outgoing(long Number, byte[]? Payload);

/// <summary>The frames of a link.</summary>
internal static class Frames
{
    public static byte[] Write(in Outgoing next, long acknowledged)
    {
        if (next.Payload is null)
            return [(byte)FrameKind.Acknowledgement, .. VarInt(acknowledged)];
        return next.Number == 0 ? next.Payload : [(byte)FrameKind.Data, .. VarInt(next.Number), .. VarInt(acknowledged), .. next.Payload];
    }

    public static byte[] Hello(long link, bool isNew, long acknowledged)
    {
        Span<byte> id = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(id, link);
        return [(byte)FrameKind.Hello, .. id, isNew ? (byte)1 : (byte)0, .. VarInt(acknowledged)];
    }

    public static byte[] Welcome(long acknowledged) => [(byte)FrameKind.Welcome, .. VarInt(acknowledged)];

    public static byte[] Gone() => [(byte)FrameKind.Gone];

    /// <summary>Takes a frame apart.</summary>
    /// <exception cref="WireFormatException">It is none.</exception>
    public static (FrameKind Kind, long Number, long Acknowledged, ReadOnlyMemory<byte> Payload) Read(byte[] frame)
    {
        var kind = frame.Length > 0 ? (FrameKind)frame[0] : throw new WireFormatException("A frame is empty.");
        var position = 1;
        switch (kind)
        {
            case FrameKind.Data:
                var number = VarInt(frame, ref position);
                var acknowledged = VarInt(frame, ref position);
                return number > 0 ? (kind, number, acknowledged, frame.AsMemory(position)) : throw new WireFormatException("A message has no number.");
            case FrameKind.Acknowledgement or FrameKind.Welcome:
                return (kind, 0, VarInt(frame, ref position), default);
            case FrameKind.Hello:
                position += 9;
                return (kind, 0, VarInt(frame, ref position), default);
            case FrameKind.Gone:
                return (kind, 0, 0, default);
            default:
                throw new WireFormatException($"{frame[0]} is no kind of frame.");
        }
    }

    /// <summary>The link that a hello is about.</summary>
    public static (long Link, bool IsNew) ReadHello(byte[] frame) => (BinaryPrimitives.ReadInt64LittleEndian(frame.AsSpan(1)), frame[9] != 0);

    private static byte[] VarInt(long value)
    {
        Span<byte> bytes = stackalloc byte[10];
        var count = 0;
        var rest = (ulong)value;
        for (; rest >= 0x80; rest >>= 7)
            bytes[count++] = (byte)(rest | 0x80);
        bytes[count++] = (byte)rest;
        return bytes[..count].ToArray();
    }

    private static long VarInt(byte[] frame, ref int position)
    {
        ulong value = 0;
        for (var shift = 0; shift < 63; shift += 7)
        {
            if ((uint)position >= (uint)frame.Length)
                throw new WireFormatException("A frame ends too early.");
            var part = frame[position++];
            value |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80)
                return (long)value;
        }

        throw new WireFormatException("A number has more than nine bytes.");
    }
}
