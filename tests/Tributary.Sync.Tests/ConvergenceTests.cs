namespace Tributary.Sync.Tests;

/// <summary>Updates flow from one system through the canonical into the others, with each system's own ids.</summary>
public sealed class ConvergenceTests
{
    [Fact]
    public async Task ANewRecordIsCreatedInTheOtherSystemsUnderTheirOwnIds()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");

        await bms.Flow.Send(new Site { Id = "b-site", Code = "S1", Name = "Head office" });
        await bms.Flow.Send(new Device { Id = "b-dev", SiteId = "b-site", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();

        var site = Assert.Single(oem.Rows<Site>());
        var device = Assert.Single(oem.Rows<Device>());
        Assert.StartsWith("oemS", site.Id, StringComparison.Ordinal);
        Assert.StartsWith("oemD", device.Id, StringComparison.Ordinal);
        Assert.Equal(site.Id, device.SiteId);
        Assert.Empty(bms.Deliveries);
        Assert.Equal(2, kit.Sync.Decisions[DecisionKind.Accepted]);
    }

    [Fact]
    public async Task AChangeReachesTheOtherSystemAndItsEchoEndsThere()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();
        Assert.Equal("Pump 2", oem.Row<Device>("oemD1").Name);

        await oem.Flow.Send(Copies.Of(oem.Row<Device>("oemD1")));
        await kit.SettleAsync();
        Assert.Equal(DecisionKind.NoChange, (await kit.LastDecisionAsync()).Kind);
        Assert.Empty(bms.Deliveries);
    }

    [Fact]
    public async Task AnEchoThatArrivesBeforeTheAcknowledgementIsRecognised()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        oem.OnDelivery = async model => await oem.Flow.Send(Copies.Of((Device)model));

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();

        Assert.Contains(await kit.DecisionsAsync(), d => d.Kind is DecisionKind.Echo or DecisionKind.NoChange && d.Source.System == "oem");
        Assert.Empty(bms.Deliveries);
        Assert.Equal("Pump 2", (await kit.Sync.FindAsync<Device>("bms", "b1"))!.Name);
    }

    [Fact]
    public async Task RecordsOfTwoSystemsWithOneKeyBecomeOneEntity()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = " sn1 ", Name = "Pump" });
        await oem.Flow.Send(new Device { Id = "o1", Serial = "SN1", Phone = "555" });
        await kit.SettleAsync();

        var ofBms = await kit.Sync.FindAsync<Device>("bms", "b1");
        var ofOem = await kit.Sync.FindAsync<Device>("oem", "o1");
        Assert.Equal(ofBms!.Id, ofOem!.Id);
        Assert.Equal(("Pump", "555"), (ofOem.Name, ofOem.Phone));
        Assert.Equal("555", bms.Row<Device>("b1").Phone);
        Assert.Equal("Pump", oem.Row<Device>("o1").Name);
    }

    [Fact]
    public async Task WithoutPushUpdatesNothingOutboundExists()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator { Pushes = false });
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();

        Assert.Empty(oem.Deliveries);
        Assert.DoesNotContain((await kit.Store.ListQueuesAsync()), q => q.StartsWith("sync.outbound", StringComparison.Ordinal));
        Assert.NotNull(await kit.Sync.FindAsync<Device>("bms", "b1"));
    }
}
