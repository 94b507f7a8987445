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
}
