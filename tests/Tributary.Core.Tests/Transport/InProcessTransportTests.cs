using Tributary.Transport;

namespace Tributary.Core.Tests.Transport;

public sealed class InProcessTransportTests
{
    private static readonly TransportMessage s_message = new("m1", new byte[] { 1, 2 });

    [Fact]
    public async Task The_receiver_has_answered_when_the_send_returns()
    {
        await using var transport = new InProcessTransport();
        using var receiving = transport.Receive("a", async (message, _) =>
        {
            await Task.Yield();
            return message.Body[1..];
        });

        var receipt = await transport.SendAsync("a", s_message);

        Assert.True(receipt.Completed);
        Assert.Equal([2], receipt.Reply.ToArray());
    }

    [Fact]
    public async Task Without_a_receiver_nothing_is_handed_over()
    {
        await using var transport = new InProcessTransport();
        var receiving = transport.Receive("a", (_, _) => ValueTask.FromResult(ReadOnlyMemory<byte>.Empty));
        receiving.Dispose();

        var fault = await Assert.ThrowsAsync<TransportException>(async () => await transport.SendAsync("a", s_message));
        Assert.Contains("'a'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_has_one_receiver_and_a_late_dispose_does_not_take_its_successor_away()
    {
        await using var transport = new InProcessTransport();
        var first = transport.Receive("a", (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(new byte[] { 1 }));
        Assert.Throws<InvalidOperationException>(() => transport.Receive("a", (_, _) => ValueTask.FromResult(ReadOnlyMemory<byte>.Empty)));
        first.Dispose();
        using var second = transport.Receive("a", (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(new byte[] { 2 }));
        first.Dispose();

        Assert.Equal([2], (await transport.SendAsync("a", s_message)).Reply.ToArray());
    }

    [Fact]
    public async Task What_the_receiver_throws_reaches_the_sender()
    {
        await using var transport = new InProcessTransport();
        using var receiving = transport.Receive("a", (_, _) => throw new FormatException());
        await Assert.ThrowsAsync<FormatException>(async () => await transport.SendAsync("a", s_message));
    }
}
