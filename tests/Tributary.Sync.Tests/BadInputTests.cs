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
        var refused = (await kit.DecisionsAsync())[0];
        Assert.Equal((DecisionKind.Dropped, DecisionCodes.InvalidId), (refused.Kind, refused.Code));
        Assert.Equal(SyncNames.MaxIdLength, refused.Source.NativeId.Length);
        Assert.NotNull(await kit.Sync.FindAsync<Site>("bms", "b1"));
    }

    [Fact]
    public async Task AParentIdThatIsTooLongIsADeadLetter()
    {
        await using var kit = await SyncKit.StartAsync();
        await kit.System("bms").Flow.Send(new Device { Id = "b1", Serial = "SN", SiteId = new string('x', 10_000) });
        await kit.SettleAsync();
        Assert.Contains("SiteId", Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Device"))).Items).Detail, StringComparison.Ordinal);
        await RefusedAsync(kit, DecisionCodes.InvalidId, null);
    }

    [Fact]
    public async Task AKeyThatIsTooLongIsADeadLetter()
    {
        await using var kit = await SyncKit.StartAsync();
        await kit.System("bms").Flow.Send(new Device { Id = "b1", Serial = new string('x', 10_000) });
        await kit.SettleAsync();
        await RefusedAsync(kit, DecisionCodes.InvalidKey, null);
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

        // Of the others nobody knows what they are about.
        await RefusedAsync(kit, DecisionCodes.Undecodable, null);
    }

    [Fact]
    public async Task AnUpdateOfAKnownEntityThatIsRefusedNamesTheEntity()
    {
        await using var kit = await SyncKit.StartAsync(
            new KitOrchestrator { OnDevice = (ref _, _, metadata) => metadata.MessageId == "later" ? Update.Defer("not now") : Update.Continue() });
        var bms = kit.System("bms");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "1" });
        await kit.SettleAsync();
        var known = (await kit.Sync.FindAsync<Device>("bms", "b1"))!.Id;

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "2", SiteId = "a\u001fb" });
        await kit.SettleAsync();
        await RefusedAsync(kit, DecisionCodes.InvalidId, known);

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "3" }, new SendOptions { MessageId = "later" });
        for (var i = 0; i < 10; i++)
        {
            await kit.SettleAsync();
            kit.Time.Advance(TimeSpan.FromHours(1));
        }

        var last = await kit.LastDecisionAsync();
        Assert.Equal((DecisionKind.Dropped, DecisionCodes.DeferredTooOften, known), (last.Kind, last.Code, last.CanonicalId));
        Assert.Contains("not now", last.Reason, StringComparison.Ordinal);
        Assert.Equal(2, (await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Device"))).Items.Count);
    }

    [Fact]
    public async Task AnUpdateThatWaitedInVainIsInTheLogAndInTheDeadLetters()
    {
        await using var kit = await SyncKit.StartAsync();
        await kit.System("bms").Flow.Send(new Device { Id = "b1", Serial = "SN", SiteId = "nowhere" });
        await kit.SettleAsync();
        kit.Time.Advance(TimeSpan.FromDays(8));
        await kit.SettleAsync();

        await RefusedAsync(kit, DecisionCodes.Expired, null);
        Assert.Equal(DecisionCodes.ParentNotFound, Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.ParkedQueue)).Items).Reason);
    }

    private static async Task RefusedAsync(SyncKit kit, string code, string? canonicalId)
    {
        var refused = Assert.Single(await kit.DecisionsAsync(), d => d.Code == code);
        Assert.Equal((DecisionKind.Dropped, canonicalId), (refused.Kind, refused.CanonicalId));
        Assert.False(string.IsNullOrEmpty(refused.Reason));
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
