using Tributary.Store.InMemory;

namespace Tributary.Sync.Tests;

public sealed class PushRaceTests
{
    [Fact]
    public async Task APushThatRunsBeforeTheMemoryOfItsDecisionIsNotLost()
    {
        var store = new RacingStore(new InMemoryFlowStore(TimeProvider.System));
        await using var kit = await SyncKit.StartAsync(store: store);
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        var raced = false;
        store.Applied = async commit =>
        {
            if (!raced && commit.Messages.Any(m => m.Address.Queue == "sync.outbound/oem/Device"))
            {
                raced = true;
                Assert.True(await kit.RunOneAsync("sync.outbound/oem/Device"));
            }
        };

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();

        Assert.True(raced);
        Assert.Equal("Pump 2", oem.Row<Device>("oemD1").Name);
    }

    [Fact]
    public async Task APushWhoseAnswerIsLostIsAnotherDeliveryOnceItsSystemHasSpokenSince()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        oem.OnDelivery = _ => throw new TimeoutException("The answer is lost.");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();
        var lost = oem.Deliveries[^1].Delivery.DeliveryId;

        // It has taken the push, and sets the name back: it looks as if it had been sent before the push.
        oem.OnDelivery = null;
        await oem.Flow.Send(new Device { Id = "oemD1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        kit.Time.Advance(TimeSpan.FromMinutes(1));
        await kit.SettleAsync();

        Assert.NotEqual(lost, oem.Deliveries[^1].Delivery.DeliveryId);
        Assert.Equal(oem.Row<Device>("oemD1").Name, (await kit.Sync.FindAsync<Device>("oem", "oemD1"))!.Name);
    }

    [Fact]
    public async Task APushThatIsForcedIsAnotherDeliveryOfTheSameVersion()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        oem.OnDelivery = async _ =>
        {
            // Sent while the push is under way, so nobody knows which came last.
            oem.OnDelivery = null;
            await oem.Flow.Send(new Device { Id = "oemD1", Serial = "SN1", Name = "Pump" });
            Assert.True(await kit.RunOneAsync("sync.inbound/Device"));
        };
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();

        var deliveries = oem.Deliveries.Select(static d => d.Delivery).Where(static d => d.Version == 2).ToList();
        Assert.Equal(2, deliveries.Count);
        Assert.Equal(2, deliveries.Select(static d => d.DeliveryId).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task ARecordThatIsCreatedWhileItsSystemSendsItsOwnGetsWhatWasDecidedMeanwhile()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        var own = new Device { Id = "o-own", Serial = "SN1", Name = "Pump of oem" };
        oem.Store(own);
        oem.OnDelivery = async _ =>
        {
            oem.OnDelivery = null;
            await oem.Flow.Send(Copies.Of(own));
            Assert.True(await kit.RunOneAsync("sync.inbound/Device"));
        };

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump of bms", Phone = "555" });
        await kit.SettleAsync();

        Assert.Equal(["o-own", "oemD1"], oem.Rows<Device>().Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.All(oem.Rows<Device>(), d => Assert.Equal(("Pump of oem", "555"), (d.Name, d.Phone)));
        Assert.Equal("Pump of oem", bms.Row<Device>("b1").Name);
    }
}
