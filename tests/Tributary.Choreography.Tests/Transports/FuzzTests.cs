using System.Net.Sockets;
using Tributary.Choreographies.Tests.Protocols;
using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Transports;

/// <summary>Whatever comes over a wire, the decoders refuse it or read it, and a server goes on serving others.</summary>
public sealed class FuzzTests
{
    [Fact]
    public void Decoders_refuse_what_they_cannot_read_and_nothing_else_happens()
    {
        var chance = new SeededChance(4711, TimeProvider.System);
        var refused = 0;
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = Bytes(chance, 1 + chance.Next(40));
            refused += Refuses(() => Frames.Read(bytes)) ? 1 : 0;
            refused += Refuses(() => ReadAll(bytes)) ? 1 : 0;
        }

        Assert.InRange(refused, 10_000, 99_999);
    }

    [Fact]
    public void A_message_that_ends_too_early_is_refused_wherever_it_ends()
    {
        var whole = new MessageWriter(MessageKind.Create).Protocol(TwoBuyer.Protocol).Members([1, 1, 1])
            .Options(new SessionOptions { Id = "ä", Deadline = TimeSpan.FromSeconds(1), Metadata = new SessionOptions().Metadata.Add("key", "value") }).ToArray();
        for (var length = 1; length < whole.Length; length++)
            Assert.True(Refuses(() => ReadCreate(whole[..length])), $"{length} of {whole.Length} bytes were read.");
        Assert.Equal("ä", ReadCreate(whole).Id);
    }

    [Theory]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0x7F })]
    [InlineData(new byte[] { 0x00 })]
    public async Task A_length_that_is_no_length_is_refused_before_anything_is_reserved(byte[] start)
    {
        await using var wire = new TcpWire(new MemoryStream(start));
        await Assert.ThrowsAsync<WireFormatException>(() => wire.ReceiveAsync(CancellationToken.None).AsTask());
    }

    [Fact]
    public async Task A_server_outlives_strangers_that_send_garbage()
    {
        var hub = new SessionHub(new ChoreographyOptions { DetectionTime = TimeSpan.FromSeconds(1) });
        await using var server = TcpSessionServer.Start(hub);
        var chance = new SeededChance(99, TimeProvider.System);
        for (var i = 0; i < 50; i++)
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync(server.EndPoint);
            var wire = new TcpWire(new NetworkStream(socket));
            if (i % 2 == 0)
            {
                await socket.SendAsync(Bytes(chance, 200));
                continue;
            }

            // One that introduces itself and then talks nonsense.
            await wire.SendAsync(Frames.Hello(i, isNew: true, 0), more: false, CancellationToken.None);
            Assert.Equal(FrameKind.Welcome, Frames.Read((await wire.ReceiveAsync(CancellationToken.None).AsTask().WaitAsync(Made.Patience))!).Kind);
            await wire.SendAsync(Frames.Write(new Outgoing(1, Bytes(chance, 30)), 0), more: false, CancellationToken.None);
        }

        await using var client = new TcpSessionClient(server.EndPoint, TimeSpan.FromSeconds(5));
        var countdown = new Countdown(new Walk());
        var id = (await client.CreateAsync(Countdown.Plan)).Id;
        var (caller, echo) = (client.RunAsync(countdown.AsCaller(), id), client.RunAsync(countdown.AsEcho(), id));
        Assert.Equal(6, await caller.WaitAsync(Made.Patience));
        Assert.Equal(3, await echo.WaitAsync(Made.Patience));
    }

    private static byte[] Bytes(SeededChance chance, int count)
    {
        var bytes = new byte[count];
        for (var i = 0; i < count; i++)
            bytes[i] = (byte)(chance.Happens(0.5) ? chance.Next(16) : chance.Next(256));
        return bytes;
    }

    private static bool Refuses(Action read)
    {
        try
        {
            read();
            return false;
        }
        catch (WireFormatException)
        {
            return true;
        }
    }

    private static SessionOptions ReadCreate(byte[] message)
    {
        var reader = new MessageReader(message);
        reader.Protocol();
        reader.Members();
        return reader.Options();
    }

    private static void ReadAll(byte[] message)
    {
        var reader = new MessageReader(message);
        switch (message.Length % 5)
        {
            case 0:
                reader.Info();
                break;
            case 1:
                reader.Protocol();
                break;
            case 2:
                reader.End(TwoBuyer.Protocol);
                reader.Path();
                break;
            case 3:
                reader.Consumed();
                break;
            default:
                reader.Options();
                break;
        }
    }
}
