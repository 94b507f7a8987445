using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;

namespace Tributary.Choreographies;

/// <summary>Frames on a TCP connection: each is its length as a varint, and its bytes.</summary>
internal sealed class TcpWire : IWire
{
    /// <summary>The largest frame: the largest payload that codecs accept, and room for what surrounds it.</summary>
    public const int MaxFrame = (16 * 1024 * 1024) + 4096;

    private readonly Stream _stream;
    private readonly PipeReader _reader;
    private readonly PipeWriter _writer;

    public TcpWire(Stream stream)
    {
        _stream = stream;
        _reader = PipeReader.Create(stream);
        _writer = PipeWriter.Create(stream);
    }

    public static TcpWire Over(Socket socket)
    {
        socket.NoDelay = true;
        return new TcpWire(new NetworkStream(socket, ownsSocket: true));
    }

    public async ValueTask SendAsync(ReadOnlyMemory<byte> frame, bool more, CancellationToken cancellationToken)
    {
        WriteLength(frame.Length);
        _writer.Write(frame.Span);
        if (!more || _writer.UnflushedBytes > 32 * 1024)
            await _writer.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask<byte[]?> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (TryCut(ref buffer, out var frame))
            {
                _reader.AdvanceTo(buffer.Start);
                return frame;
            }

            _reader.AdvanceTo(buffer.Start, buffer.End);
            if (read.IsCompleted)
                return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The stream goes first: closing a writer or reader would wait for a peer that does not answer.
        await _stream.DisposeAsync().ConfigureAwait(false);
    }

    private static bool TryCut(ref ReadOnlySequence<byte> buffer, out byte[]? frame)
    {
        frame = null;
        var reader = new SequenceReader<byte>(buffer);
        var length = 0;
        for (var shift = 0; ; shift += 7)
        {
            if (shift > 21)
                throw new WireFormatException("A frame has a length of more than four bytes.");
            if (!reader.TryRead(out var part))
                return false;
            length |= (part & 0x7F) << shift;
            if (part < 0x80)
                break;
        }

        if (length is 0 or > MaxFrame)
            throw new WireFormatException($"A frame of {length} bytes is not accepted.");
        if (reader.Remaining < length)
            return false;
        frame = buffer.Slice(reader.Position, length).ToArray();
        buffer = buffer.Slice(buffer.GetPosition(length, reader.Position));
        return true;
    }

    private void WriteLength(int length)
    {
        var bytes = _writer.GetSpan(5);
        var count = 0;
        for (; length >= 0x80; length >>= 7)
            bytes[count++] = (byte)(length | 0x80);
        bytes[count++] = (byte)length;
        _writer.Advance(count);
    }
}
