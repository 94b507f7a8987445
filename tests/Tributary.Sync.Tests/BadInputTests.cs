using Microsoft.Extensions.Options;

namespace Tributary.Sync.Tests;

/// <summary>What is wrong is named, kept, and stops nothing else.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\u001fb")]
    public async Task AnUnusableIdIsADeadLetterWithItsPayload(string id)
    {
        await using var kit = await SyncKit.StartAsync();
        await kit.System("bms").Flow.Send(new Site { Id = id, Code = "C" });
        await kit.SettleAsync();
        var dead = Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Site"))).Items);
        Assert.Equal("INVALID_ID", dead.Reason);
        Assert.Contains("bms", dead.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnIdOfTenThousandCharactersIsADeadLetterAndOthersGoOn()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.System("bms");
        await bms.Flow.SendMany([new Site { Id = new string('x', 10_000), Code = "C" }, new Site { Id = "b1", Code = "D" }]);
        await kit.SettleAsync();
        var dead = Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Site"))).Items);
        Assert.Contains("10000 characters", dead.Detail, StringComparison.Ordinal);
        Assert.NotNull(await kit.Sync.FindAsync<Site>("bms", "b1"));
    }

    [Fact]
    public async Task AParentIdThatIsTooLongIsADeadLetter()
    {
        await using var kit = await SyncKit.StartAsync();
        await kit.System("bms").Flow.Send(new Device { Id = "b1", Serial = "SN", SiteId = new string('x', 10_000) });
        await kit.SettleAsync();
        Assert.Contains("SiteId", Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Device"))).Items).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AKeyThatIsTooLongIsADeadLetter()
    {
        await using var kit = await SyncKit.StartAsync();
        await kit.System("bms").Flow.Send(new Device { Id = "b1", Serial = new string('x', 10_000) });
        await kit.SettleAsync();
        Assert.Equal("INVALID_KEY", Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Device"))).Items).Reason);
    }

    [Fact]
    public async Task BytesThatAreNoUpdateAreADeadLetter()
    {
        await using var kit = await SyncKit.StartAsync();
        foreach (var body in new[] { "", "{", "[]", "{\"e\":1}", "{\"e\":\"Site\",\"s\":\"bms\",\"a\":\"a\",\"n\":\"b1\",\"i\":\"m\",\"k\":0,\"m\":{\"name\":5}}" })
        {
            await kit.Store.CommitAsync(new Store.Commit().Send(
                new Store.OutgoingMessage(SyncNames.Inbound("Site", "bms", "b1"), System.Text.Encoding.UTF8.GetBytes(body))));
        }

        await kit.SettleAsync();
        var dead = (await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Site"))).Items;
        Assert.Equal(5, dead.Count);
        Assert.All(dead, d => Assert.Equal("UNDECODABLE", d.Reason));
        Assert.Contains("$.name", dead[^1].Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheClockGoingBackwardsLosesNothing()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "1" });
        await kit.SettleAsync();
        kit.Time.Jump(TimeSpan.FromDays(-2));
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "2" });
        await kit.SettleAsync();
        Assert.Equal("2", oem.Rows<Device>()[0].Name);
    }

    [Fact]
    public void ASendOutsideOfAnAdapterSaysSo()
    {
#pragma warning disable TRIB1305 // What the rule warns of is what the test shows.
        var error = Assert.Throws<InvalidOperationException>(() => { _ = new Site { Id = "1" }.Send().AsTask(); });
#pragma warning restore TRIB1305
        Assert.Contains("outside of an adapter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASettingOutOfRangeIsNamedByItsPath()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => SyncKit.StartAsync(settings: new()
        {
            ["Flow:Orchestration:BatchSize"] = "0",
            ["Flow:Orchestration:RetryPolicy:BackoffMultiplier"] = "0.5",
        }));
        Assert.Contains("Flow:Orchestration:BatchSize is 0", error.Message, StringComparison.Ordinal);
        Assert.Contains("Flow:Orchestration:RetryPolicy:BackoffMultiplier", error.Message, StringComparison.Ordinal);
    }
}
