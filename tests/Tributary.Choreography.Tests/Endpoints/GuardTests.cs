using Tributary.Choreographies.Tests.Protocols;
using Tributary.Codec;
using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Endpoints;

/// <summary>What a send asks of its sender, and what is never shared.</summary>
public sealed class GuardTests
{
    private readonly Protocol _protocol = Made.Protocol(new("a", false), new("b", true));
    private readonly SessionHub _hub = new(clock: new VirtualTimeProvider());

    [Theory]
    [InlineData("pay:send", 0, "pay:send", 0, true)]
    [InlineData("pay:send", 0, "pay:receive", 0, false)]
    [InlineData("pay:send", 0, null, 0, false)]
    [InlineData(null, 3, null, 6, true)]
    [InlineData(null, 3, null, 5, false)]
    [InlineData(null, 1, null, 0, false)]
    [InlineData("pay:send", 3, "pay:send", 5, false)]
    [InlineData(null, long.MaxValue, null, long.MaxValue, false)]
    [InlineData(null, -1, null, 10, false)]
    public async Task A_guarded_send_passes_for_all_receivers_or_sends_nothing(string? asks, long cost, string? holds, long budget, bool passes)
    {
        var id = (await _hub.CreateAsync(new SessionPlan(_protocol, [1, 2]))).Id;
        var options = new JoinOptions { Capabilities = holds is null ? [] : [holds], Budget = budget };
        var sender = _hub.RunAsync(_protocol.Play(0, 0, async party =>
        {
            await party.SendAsync(1, 1, 42, new Guard(asks, cost));
            return true;
        }), id, options);
        var receivers = new[] { 0, 1 }.Select(i => _hub.RunAsync(_protocol.Play(1, i, static party => party.ReceiveAsync(0, 1).AsTask()), id)).ToArray();
        if (passes)
        {
            var received = await Task.WhenAll(receivers).WaitAsync(Made.Patience);
            Assert.Equal([42, 42], received);
            Assert.True(await sender);
            return;
        }

        var abort = await Made.Aborts(sender);
        Assert.Equal((AbortCause.Refused, "a", 1), (abort.Cause, abort.Role, abort.Step?.Number));
        Assert.IsType<SendRefusedException>(abort.InnerException);
        foreach (var receiver in receivers)
            Assert.Equal((AbortCause.Refused, "a"), ((await Made.Aborts(receiver)).Cause, (await Made.Aborts(receiver)).Role));
        Assert.Equal(0, (await _hub.FindAsync(id))!.Messages);
    }

    [Fact]
    public async Task Payloads_that_can_change_are_not_shared()
    {
        var id = (await _hub.CreateAsync(new SessionPlan(_protocol, [1, 1]))).Id;
        var codec = new ArrayCodec<int>(Codecs.Int32);
        var mine = new[] { 1, 2, 3 };
        var sender = _hub.RunAsync(_protocol.Play(0, 0, async party => await party.SendAsync(1, 1, mine, codec)), id);
        var received = await _hub.RunAsync(_protocol.Play(1, 0, party => party.ReceiveAsync(0, 1, codec).AsTask()), id);
        await sender;
        mine[0] = 99;
        Assert.Equal([1, 2, 3], received);
    }

    [Fact]
    public async Task A_step_that_the_protocol_does_not_allow_there_ends_the_session()
    {
        var id = (await _hub.CreateAsync(new SessionPlan(_protocol, [1, 1]))).Id;
        var sender = _hub.RunAsync(_protocol.Play(0, 0, async party =>
        {
            await party.SendAsync(1, 2, 42);
            await party.ReceiveAsync(1, 3);
        }), id);
        var receiver = await Made.Aborts(_hub.RunAsync(_protocol.Play(1, 0, static party => party.NextAsync(0, 1, 3, 4, 5, 6).AsTask()), id));
        Assert.Equal((AbortCause.Mismatch, "b[0]"), (receiver.Cause, receiver.Role));
        Assert.Contains("step 2", receiver.Message, StringComparison.Ordinal);
        Assert.Equal(AbortCause.Mismatch, (await Made.Aborts(sender)).Cause);
    }

    [Fact]
    public async Task A_value_that_cannot_be_copied_ends_the_session()
    {
        var id = (await _hub.CreateAsync(new SessionPlan(_protocol, [1, 1]))).Id;
        var sender = _hub.RunAsync(_protocol.Play(0, 0, async party => await party.SendAsync(1, 1, "x", new Broken())), id);
        var receiver = _hub.RunAsync(_protocol.Play(1, 0, static party => party.ReceiveAsync(0, 1, Codecs.String).AsTask()), id);
        Assert.Equal((AbortCause.Undecodable, "a"), ((await Made.Aborts(sender)).Cause, (await Made.Aborts(receiver)).Role));
    }

    private sealed class Broken : Codec<string>
    {
        public override bool AreEqual(string x, string y) => x == y;

        public override string Copy(string value) => throw new CodecException(typeof(string), 0, "$", "it is broken", null);

        public override string Read(ref System.Text.Json.Utf8JsonReader reader) => throw new System.Text.Json.JsonException();

        public override void Write(System.Text.Json.Utf8JsonWriter writer, string value) => throw new InvalidOperationException();
    }
}
