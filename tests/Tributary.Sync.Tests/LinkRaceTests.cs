using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing;

namespace Tributary.Sync.Tests;

/// <summary>A record that its system sends while the push that created it is being acknowledged.</summary>
public sealed class LinkRaceTests
{
    [Fact]
    public async Task ARecordLinkedBetweenTwoLookUpsIsLinkedOnce()
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var inner = new InMemoryFlowStore(time);
        await using var kit = await SyncKit.StartAsync(configure: builder => builder.UseInMemoryStore(inner));
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump" });
        await kit.SettleAsync();

        // The link is released behind the engine's back, which is what a look-up sees that came before the acknowledgement.
        var link = SyncNames.Link("Device", "oem", "oemD1");
        var canonical = (await kit.Sync.FindAsync<Device>("oem", "oemD1"))!.Id;
        kit.Engine.Services.Identities.Forget(link);
        await kit.Store.CommitAsync(new Commit().Release(link, canonical));
        await oem.Flow.Send(new Device { Id = "oemD1", Serial = "SN", Name = "Main pump" });
        await kit.SettleAsync();

        var record = await kit.Store.GetAsync(new DocumentKey(SyncNames.Collection("Device"), canonical));
        var text = System.Text.Encoding.UTF8.GetString(record!.Body.Span);
        Assert.Equal(2, text.Split("\"s\":\"oem\"").Length);
        Assert.Equal("Main pump", bms.Row<Device>("b1").Name);
    }
}
