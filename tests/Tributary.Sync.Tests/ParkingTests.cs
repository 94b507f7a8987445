namespace Tributary.Sync.Tests;

/// <summary>What waits, why, and what heals it.</summary>
public sealed class ParkingTests
{
    [Fact]
    public async Task AChildBeforeItsParentWaitsAndIsHealedByItsArrivalCascading()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Sensor { Id = "b3", DeviceId = "b2", SensorKey = "K" }, new SendOptions { MessageId = "m3" });
        await bms.Flow.Send(new Device { Id = "b2", SiteId = "b1", Serial = "SN" });
        await kit.SettleAsync();
        Assert.Equal(2, kit.Sync.Decisions[DecisionKind.Parked]);
        var parked = (await kit.Sync.ListParkedAsync()).Items;
        Assert.All(parked, p => Assert.Equal(DecisionCodes.ParentNotFound, p.Code));
        Assert.Contains("'b2'", parked[0].Reason, StringComparison.Ordinal);
        Assert.Empty(oem.Deliveries);
        var arrivedAt = kit.Time.GetUtcNow();

        kit.Time.Advance(TimeSpan.FromMinutes(3));
        await bms.Flow.Send(new Site { Id = "b1", Code = "C" });
        await kit.SettleAsync();

        Assert.Empty((await kit.Sync.ListParkedAsync()).Items);
        var healed = (await kit.DecisionsAsync()).Last(d => d.Entity == "Sensor" && d.Kind == DecisionKind.Accepted);
        Assert.Equal(("m3", "bms", "b3"), (healed.MessageId, healed.Source.System, healed.Source.NativeId));
        var sensor = Assert.Single(oem.Rows<Sensor>());
        Assert.Equal(oem.Rows<Device>()[0].Id, sensor.DeviceId);
        Assert.Equal(arrivedAt, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task ARecordWithoutKeysIsParkedNamingTheKeys()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        await bms.Flow.Send(new Device { Id = "b1", Name = "Pump" });
        await kit.SettleAsync();
        var parked = Assert.Single((await kit.Sync.ListParkedAsync()).Items);
        Assert.Equal(DecisionCodes.NoKeys, parked.Code);
        Assert.Contains("Serial, Inventory", parked.Reason, StringComparison.Ordinal);

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN" });
        await kit.SettleAsync();
        Assert.Empty((await kit.Sync.ListParkedAsync()).Items);
    }

    [Fact]
    public async Task KeysOfTwoEntitiesInOneRecordAreACollision()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN" });
        await bms.Flow.Send(new Device { Id = "b2", Inventory = "INV" });
        await kit.SettleAsync();
        await oem.Flow.Send(new Device { Id = "o9", Serial = "SN", Inventory = "INV" });
        await kit.SettleAsync();
        Assert.Equal(DecisionCodes.Collision, Assert.Single((await kit.Sync.ListParkedAsync()).Items).Code);
        Assert.Null(await kit.Sync.FindAsync<Device>("oem", "o9"));

        await bms.Flow.Send(new Device { Id = "b2", Inventory = "INV-2" });
        await kit.SettleAsync();
        Assert.Empty((await kit.Sync.ListParkedAsync()).Items);
        Assert.Equal((await kit.Sync.FindAsync<Device>("bms", "b1"))!.Id, (await kit.Sync.FindAsync<Device>("oem", "o9"))!.Id);
    }

    [Fact]
    public async Task ALinkedRecordNeverStealsAKeyAndGetsItWhenItIsFree()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1" });
        await bms.Flow.Send(new Device { Id = "b2", Serial = "SN2" });
        await kit.SettleAsync();
        await bms.Flow.Send(new Device { Id = "b2", Serial = "SN1" });
        await kit.SettleAsync();
        Assert.Equal(DecisionCodes.Collision, Assert.Single((await kit.Sync.ListParkedAsync()).Items).Code);
        Assert.Equal("SN2", (await kit.Sync.FindAsync<Device>("bms", "b2"))!.Serial);

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN3" });
        await kit.SettleAsync();
        Assert.Equal("SN1", (await kit.Sync.FindAsync<Device>("bms", "b2"))!.Serial);
        Assert.Empty((await kit.Sync.ListParkedAsync()).Items);
    }

    [Fact]
    public async Task WhatIsNeverHealedBecomesADeadLetterWithItsPayload()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        await bms.Flow.Send(new Device { Id = "b2", SiteId = "nowhere", Serial = "SN" });
        await kit.SettleAsync();
        kit.Time.Advance(TimeSpan.FromDays(8));
        await kit.SettleAsync();
        Assert.Empty((await kit.Sync.ListParkedAsync()).Items);
        var dead = Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.ParkedQueue)).Items);
        Assert.Equal(DecisionCodes.ParentNotFound, dead.Reason);
        Assert.Contains("nowhere", System.Text.Encoding.UTF8.GetString(dead.Message.Body.Span), StringComparison.Ordinal);

        await kit.Sync.RequeueAsync(dead.Message.Id);
        await kit.SettleAsync();
        Assert.Single((await kit.Sync.ListParkedAsync()).Items);
        await bms.Flow.Send(new Site { Id = "nowhere", Code = "C" });
        await kit.SettleAsync();
        Assert.NotNull(await kit.Sync.FindAsync<Device>("bms", "b2"));
    }

    [Fact]
    public async Task AnUpdateThatParksInTheTurnThatLinksItsRecordIsDecidedAfterwards()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");

        // Both are in one turn: the patch has no key and waits for the record that the next update founds.
        await bms.Flow.Patch(new Device { Id = "b1", Phone = "1" }, Device.Fields.Phone);
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump" });
        await kit.SettleAsync();

        Assert.Empty((await kit.Sync.ListParkedAsync()).Items);
        Assert.Equal("Pump", (await kit.Sync.FindAsync<Device>("bms", "b1"))!.Name);
        Assert.Equal([DecisionKind.Parked, DecisionKind.Accepted, DecisionKind.Dropped], (await kit.DecisionsAsync()).Select(static d => d.Kind));
    }

    [Fact]
    public async Task APushWaitsUntilItsTargetKnowsTheParent()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.System("oem").Receives<Device>(Copies.Of);
        await bms.Flow.Send(new Site { Id = "b1", Code = "C" });
        await bms.Flow.Send(new Device { Id = "b2", SiteId = "b1", Serial = "SN" });
        await kit.SettleAsync();
        Assert.Empty(oem.Deliveries);
        Assert.Equal(1, (await kit.Store.CountAsync(SyncNames.HeldQueue)).Pending);

        await oem.Flow.Send(new Site { Id = "o1", Code = "c" });
        await kit.SettleAsync();
        Assert.Equal("o1", Assert.Single(oem.Rows<Device>()).SiteId);
        Assert.Equal(0, (await kit.Store.CountAsync(SyncNames.HeldQueue)).Pending);
    }

    [Fact]
    public async Task APatchThatWaitedAppliesOnlyWhatNothingNewerHasSet()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Old", Phone = "1" });
        await kit.SettleAsync();
        await bms.Flow.Patch(new Device { Id = "b1", SiteId = "b-site", Name = "From the patch" }, Device.Fields.SiteId | Device.Fields.Name);
        await bms.Flow.Patch(new Device { Id = "b1", Name = "Newer" }, Device.Fields.Name);
        await kit.SettleAsync();

        await bms.Flow.Send(new Site { Id = "b-site", Code = "C" });
        await kit.SettleAsync();
        var device = await kit.Sync.FindAsync<Device>("bms", "b1");
        Assert.Equal("Newer", device!.Name);
        Assert.Equal((await kit.Sync.FindAsync<Site>("bms", "b-site"))!.Id, device.SiteId);
        Assert.Equal("1", device.Phone);
    }
}
