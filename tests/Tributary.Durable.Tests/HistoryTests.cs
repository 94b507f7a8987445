using FsCheck;
using FsCheck.Fluent;
using Tributary.Codec;
using Tributary.Hosting;
using Tributary.Testing;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

public sealed class HistoryTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Flow");
    private static readonly ActivityDescriptor<int, int> s_fail = Activity("Fail");

    [Fact]
    public async Task An_exported_history_is_a_fixture_for_the_verifier()
    {
        var exported = await ExportAsync();
        var history = InstanceHistory.Import(exported);
        Assert.Equal(exported, history.Export());
        Assert.Null(await ReplayVerifier.VerifyAsync(history, services => services.AddTributaryCore().AddOrchestration(s_flow, Code)));
        var changed = await ReplayVerifier.VerifyAsync(history, services => services.AddTributaryCore().AddOrchestration(s_flow, static async (ctx, input) =>
            await ctx.Activities.Call(Activity("Triple"), input, null)));
        Assert.Equal((1, "ActivityScheduled #0 Double 4", "ActivityScheduled #0 Triple"), (changed!.Index, changed.Expected, changed.Actual));
        var gone = await ReplayVerifier.VerifyAsync(history, services => services.AddTributaryCore().AddOrchestration(Flow("Flow", 2), Code));
        Assert.Equal("orchestration Flow v1", gone!.Expected);
    }

    [Fact]
    public async Task A_damaged_history_is_refused_with_a_typed_exception_or_read()
    {
        var good = await ExportAsync();
        for (var length = 0; length < good.Length; length++)
            Assert.Throws<CodecException>(() => InstanceHistory.Import(good.AsMemory(0, length)));
        Prop.ForAll(Gen.Choose(0, good.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
        {
            var bad = (byte[])good.Clone();
            bad[at] = (byte)value;
            OnlyCodecFaults(() => InstanceHistory.Import(bad));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3_000));
    }

    [Fact]
    public void Messages_and_work_are_refused_with_a_typed_exception_or_read()
    {
        var e = new HistoryEvent(HistoryEventKind.ChildFailed)
        {
            Id = 3,
            Name = "n",
            Instance = "i",
            Execution = 2,
            Failure = FailureDetails.From(new InvalidOperationException("m", new FormatException())),
            Parent = new ParentReference("q", "p", 1, 0),
            Payload = "[1,{}]"u8.ToArray(),
            Carried = new CarriedState([new HistoryEvent(HistoryEventKind.EventRaised) { Name = "e", Payload = "1"u8.ToArray() }], new Dictionary<string, ReadOnlyMemory<byte>> { ["k"] = "2"u8.ToArray() }),
        };
        var samples = new[] { HistoryCodec.Encode(e), new ActivityWork("r", "i", 1, 2, "{\"a\":[1]}"u8.ToArray(), "{\"timeout\":1}"u8.ToArray()).Encode() };
        Assert.Equal(samples[0], HistoryCodec.Encode(HistoryCodec.DecodeEvent(samples[0])));
        Assert.Equal(samples[1], ActivityWork.Decode(samples[1]).Encode());
        foreach (var sample in samples)
        {
            for (var length = 0; length < sample.Length; length++)
            {
                var cut = sample.AsMemory(0, length);
                Assert.Throws<CodecException>(() => HistoryCodec.DecodeEvent(cut));
                Assert.Throws<CodecException>(() => ActivityWork.Decode(cut));
            }

            Prop.ForAll(Gen.Choose(0, sample.Length - 1).ToArbitrary(), Gen.Choose(0, 255).ToArbitrary(), (at, value) =>
            {
                var bad = (byte[])sample.Clone();
                bad[at] = (byte)value;
                OnlyCodecFaults(() => HistoryCodec.DecodeEvent(bad));
                OnlyCodecFaults(() => HistoryCodec.DecodeTurn(bad));
                OnlyCodecFaults(() => ActivityWork.Decode(bad));
                OnlyCodecFaults(() => ActivityOptionsCodec.Decode(bad));
                OnlyCodecFaults(() => InstanceCodec.Decode("i", bad));
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));
        }
    }

    [Fact]
    public async Task Messages_that_are_no_events_become_dead_letters_and_hurt_nobody()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static (ctx, _) => ctx.WaitForEvent<int>()));
        var handle = await host.Client.Of(s_flow).StartAsync(0, "i");
        var queue = DurableNames.FlowQueue("Flow", 1);
        foreach (var (instance, body) in new[] { ("i", "{"), ("i", "{\"kind\":\"EventRaised\"}"), ("nobody", "7") })
            await host.Store.CommitAsync(new Store.Commit().Send(new Store.OutgoingMessage(new Store.MessageAddress(queue, instance), System.Text.Encoding.UTF8.GetBytes(body))));
        await handle.RaiseAsync("text", "Int32");
        await host.Settle();
        Assert.Equal(3, (await host.Store.CountAsync(queue)).Dead);
        // An event whose content is of another type fails the wait, as any other exception.
        Assert.True((await FailsAsync(handle)).Failure.Is<CodecException>());
    }

    private static void OnlyCodecFaults<T>(Func<T> read)
    {
        try
        {
            read();
        }
        catch (CodecException)
        {
            // The only exception that a reader may throw; any other fails the test.
        }
    }

    private static async Durable<int> Code(OrchestrationContext ctx, int input)
    {
        var result = await ctx.Activities.Call(Twice, input, null);
        await ctx.CreateTimer(TimeSpan.FromDays(1));
        ctx.SetStatus("waiting");
        return await ctx.Activities.Call(s_fail, result, new ActivityOptions { Retry = ActivityRetry.None });
    }

    private static async Task<byte[]> ExportAsync()
    {
        await using var host = await StartAsync(add => add
            .AddOrchestration(s_flow, Code).AddActivity(s_fail, static (_, _) => throw new InvalidOperationException("on purpose", new FormatException())));
        await host.Client.Of(s_flow).StartAsync(4, "x");
        await host.Advance(TimeSpan.FromDays(1));
        return (await host.Client.ReadHistoryAsync("x")).Export();
    }
}
