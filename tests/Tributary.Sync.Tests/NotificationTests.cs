namespace Tributary.Sync.Tests;

/// <summary>Which systems are told of what.</summary>
public sealed class NotificationTests
{
    [Fact]
    public async Task AllTellsASystemWhoseViewDidNotChangeAndDoesNotLoopOnItsEcho()
    {
        await using var kit = await SyncKit.StartAsync(settings: new() { ["Flow:Orchestration:NotificationMode"] = "All" });
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Notes = "one" });
        await kit.SettleAsync();
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Notes = "two" });
        await kit.SettleAsync();
        Assert.Equal(2, oem.Deliveries.Count);
        Assert.Empty(bms.Deliveries);

        await oem.Flow.Send(Copies.Of(oem.Rows<Device>()[0]));
        await kit.SettleAsync();
        Assert.Equal(2, oem.Deliveries.Count);
    }

    [Fact]
    public async Task SelectiveLeavesASystemAloneWhoseViewDidNotChange()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Notes = "one" });
        await kit.SettleAsync();
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Notes = "two" });
        await kit.SettleAsync();
        Assert.Single(oem.Deliveries);
    }

    [Theory]
    [InlineData("NotificationMode", "None")]
    [InlineData("EnableChangeNotifications", "false")]
    public async Task NothingIsToldWhenSwitchedOff(string setting, string value)
    {
        await using var kit = await SyncKit.StartAsync(settings: new() { [$"Flow:Orchestration:{setting}"] = value });
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN" });
        await kit.SettleAsync();
        Assert.Empty(oem.Deliveries);
    }

    [Fact]
    public async Task PushesOfOneEntityThatWaitTogetherBecomeOne()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "0" });
        await kit.SettleAsync();
        for (var i = 1; i <= 5; i++)
        {
            await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = $"{i}" });
            while (await kit.RunOneAsync(SyncNames.InboundQueue("Device")))
            {
            }
        }

        await kit.SettleAsync();
        Assert.Equal(2, oem.Deliveries.Count);
        Assert.Equal("5", oem.Rows<Device>()[0].Name);
    }

    [Fact]
    public async Task AFailingHandlerIsTriedAgainWithTheSameDeliveryIdAndEndsInTheDeadLetters()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        oem.OnDelivery = _ => throw new IOException("the line is down");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN" });
        for (var i = 0; i < 6; i++)
        {
            await kit.SettleAsync();
            kit.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal(3, oem.Deliveries.Count);
        Assert.Single(oem.Deliveries.Select(d => d.Delivery.DeliveryId).Distinct());
        Assert.Equal([1, 2, 3], oem.Deliveries.Select(d => d.Delivery.Attempt));
        var queue = SyncNames.OutboundQueue("oem", "Device");
        var dead = Assert.Single((await kit.Sync.ListDeadLettersAsync(queue)).Items);
        Assert.Contains("the line is down", dead.Detail, StringComparison.Ordinal);

        oem.OnDelivery = null;
        await kit.Sync.RequeueAsync(dead.Message.Id);
        await kit.SettleAsync();
        Assert.Single(oem.Rows<Device>());
        Assert.Empty((await kit.Sync.ListDeadLettersAsync(queue)).Items);
    }

    [Fact]
    public async Task DisposingAHandlerStopsDeliveryAndLosesNothing()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.System("oem");
        var received = new List<string?>();
        using var added = oem.Flow.Updates.OnNew<Device>(device => Task.FromResult("o1"));
        var changed = oem.Flow.Updates.On<Device>(device =>
        {
            received.Add(device.Name);
            return Task.CompletedTask;
        });
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN" });
        await kit.SettleAsync();
        changed.Dispose();
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "while away" });
        await kit.SettleAsync();
        Assert.Empty(received);

        using var again = oem.Flow.Updates.On<Device>(device =>
        {
            received.Add(device.Name);
            return Task.CompletedTask;
        });
        await kit.SettleAsync();
        Assert.Equal(["while away"], received);
    }

    [Fact]
    public async Task TwoNativeIdsOfOneSystemAreBothKeptInStep()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await oem.Flow.Send(new Device { Id = "o1", Serial = "SN" });
        await oem.Flow.Send(new Device { Id = "o2", Serial = "SN" });
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump" });
        await kit.SettleAsync();
        Assert.Equal("Pump", oem.Row<Device>("o1").Name);
        Assert.Equal("Pump", oem.Row<Device>("o2").Name);
    }

    [Fact]
    public async Task TheDeliveredModelsCanBeObserved()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        var seen = new List<Device>();
        using var observing = oem.Flow.Updates.Observe<Device>().Subscribe(seen.Add);
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump" });
        await kit.SettleAsync();
        Assert.Equal("Pump", Assert.Single(seen).Name);
    }
}
