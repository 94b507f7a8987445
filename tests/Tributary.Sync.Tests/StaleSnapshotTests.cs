namespace Tributary.Sync.Tests;

/// <summary>The faults that naive synchronisation has: stale snapshots, lost edits, echoes, loops.</summary>
public sealed class StaleSnapshotTests
{
    [Fact]
    public async Task AWholeRecordSentBeforeAPushArrivedRevertsNothing()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        var b = kit.FullSystem("b");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "Pump", Phone = "1" });
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump", Phone = "1" });
        await kit.SettleAsync();

        // B changes the phone; before the push reaches A, A sends its whole record with a new name and the old phone.
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump", Phone = "2" });
        while (await kit.RunOneAsync(SyncNames.InboundQueue("Device")))
        {
        }

        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "Main pump", Phone = "1" });
        await kit.SettleAsync();

        foreach (var device in new[] { a.Row<Device>("a1"), b.Row<Device>("b1"), (await kit.Sync.FindAsync<Device>("a", "a1"))! })
            Assert.Equal(("Main pump", "2"), (device.Name, device.Phone));
    }

    [Fact]
    public async Task AWholeRecordSentBeforeAPushButDecidedAfterItsAcknowledgementRevertsNothing()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        var b = kit.FullSystem("b");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "Pump", Phone = "1" });
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump", Phone = "1" });
        await kit.SettleAsync();

        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump", Phone = "2" });
        while (await kit.RunOneAsync(SyncNames.InboundQueue("Device")))
        {
        }

        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "Main pump", Phone = "1" });
        while (await kit.RunOneAsync(SyncNames.OutboundQueue("a", "Device")))
        {
        }

        await kit.SettleAsync();
        Assert.Equal(("Main pump", "2"), (a.Row<Device>("a1").Name, a.Row<Device>("a1").Phone));
        Assert.Equal(("Main pump", "2"), (b.Row<Device>("b1").Name, b.Row<Device>("b1").Phone));
    }

    [Fact]
    public async Task AnEditThatCrossedAPushIsNotRevertedByTheEchoOfThatPush()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        var b = kit.FullSystem("b");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "one" });
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "one" });
        await kit.SettleAsync();

        // B edits, the push overwrites the edit in B, and only then is the edit decided.
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "two" });
        while (await kit.RunOneAsync(SyncNames.InboundQueue("Device")))
        {
        }

        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "edit" });
        Assert.True(await kit.RunOneAsync(SyncNames.OutboundQueue("b", "Device")));
        Assert.True(await kit.RunOneAsync(SyncNames.InboundQueue("Device")));
        Assert.Equal("two", b.Row<Device>("b1").Name);

        // B says what it was told, before it is told the outcome.
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "two" });
        Assert.True(await kit.RunOneAsync(SyncNames.InboundQueue("Device")));
        Assert.Equal(DecisionKind.NoChange, (await kit.LastDecisionAsync()).Kind);
        await kit.SettleAsync();
        Assert.Equal(("edit", "edit"), (a.Row<Device>("a1").Name, b.Row<Device>("b1").Name));

        // Once it has been told, it sets the name back on purpose.
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "two" });
        await kit.SettleAsync();
        Assert.Equal("two", a.Row<Device>("a1").Name);
    }

    [Fact]
    public async Task TheEchoOfAPushWhoseAnswerWasLostDoesNotRevertTheNextPush()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        var b = kit.FullSystem("b");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "one" });
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "one" });
        await kit.SettleAsync();
        b.OnDelivery = _ => throw new TimeoutException("The answer is lost.");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "two" });
        await kit.SettleAsync();

        // It has taken that push and says so just before it takes the next; the echo is decided after that one is acknowledged.
        b.OnDelivery = async _ =>
        {
            b.OnDelivery = null;
            await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "two" });
        };
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "three" });
        await kit.SettleAsync();
        kit.Time.Advance(TimeSpan.FromMinutes(1));
        await kit.SettleAsync();

        Assert.Null(b.OnDelivery);
        Assert.Equal("three", (await kit.Sync.FindAsync<Device>("a", "a1"))!.Name);
        Assert.Equal("three", b.Row<Device>("b1").Name);
    }

    [Fact]
    public async Task SettingAValueBackIsGenuine()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        var b = kit.FullSystem("b");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Phone = "1" });
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Phone = "1" });
        await kit.SettleAsync();
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Phone = "2" });
        await kit.SettleAsync();
        Assert.Equal("2", b.Row<Device>("b1").Phone);
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Phone = "1" });
        await kit.SettleAsync();
        Assert.Equal("1", (await kit.Sync.FindAsync<Device>("a", "a1"))!.Phone);
        Assert.Equal("1", a.Row<Device>("a1").Phone);
    }

    [Fact]
    public async Task AnEditDuringAPushConverges()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        var b = kit.FullSystem("b");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Phone = "1" });
        await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Phone = "1" });
        await kit.SettleAsync();
        var once = true;
        b.OnDelivery = async model =>
        {
            if (!once)
                return;
            once = false;
            await b.Flow.Send(new Device { Id = "b1", Serial = "SN", Phone = "1" });
            while (await kit.RunOneAsync(SyncNames.InboundQueue("Device")))
            {
            }
        };
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Phone = "2" });
        await kit.SettleAsync();
        var canonical = (await kit.Sync.FindAsync<Device>("a", "a1"))!;
        Assert.False(once);
        Assert.Equal("2", canonical.Phone);
        Assert.Equal(canonical.Phone, b.Row<Device>("b1").Phone);
    }

    [Fact]
    public async Task ALowerSequenceStillSetsTheFieldsThatNothingNewerHasSet()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "zero", Phone = "0" }, new SendOptions { Sequence = 1 });
        await a.Flow.Patch(new Device { Id = "a1", Name = "newest" }, Device.Fields.Name, new SendOptions { Sequence = 3 });
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "older", Phone = "2" }, new SendOptions { Sequence = 2 });
        await kit.SettleAsync();

        var device = (await kit.Sync.FindAsync<Device>("a", "a1"))!;
        Assert.Equal(("newest", "2"), (device.Name, device.Phone));
    }

    [Fact]
    public async Task AHigherSequenceWinsThoughItArrivedEarlierAndHadToWait()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.FullSystem("a");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN" }, new SendOptions { Sequence = 1 });
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", SiteId = "site", Name = "newest" }, new SendOptions { Sequence = 3 });
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "older" }, new SendOptions { Sequence = 2 });
        await kit.SettleAsync();
        Assert.Equal("older", (await kit.Sync.FindAsync<Device>("a", "a1"))!.Name);

        await a.Flow.Send(new Site { Id = "site", Code = "C" });
        await kit.SettleAsync();
        Assert.Equal("newest", (await kit.Sync.FindAsync<Device>("a", "a1"))!.Name);
    }

    [Fact]
    public async Task AStaleSequenceNeverOverwrites()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.System("a");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "two" }, new SendOptions { Sequence = 2 });
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "one" }, new SendOptions { Sequence = 1 });
        await kit.SettleAsync();
        Assert.Equal("two", (await kit.Sync.FindAsync<Device>("a", "a1"))!.Name);
        Assert.Equal(DecisionCodes.Stale, (await kit.LastDecisionAsync()).Code);
    }

    [Fact]
    public async Task AnExplicitNullOverwritesAndAnAbsentFieldDoesNot()
    {
        await using var kit = await SyncKit.StartAsync();
        var a = kit.System("a");
        await a.Flow.Send(new Device { Id = "a1", Serial = "SN", Name = "Pump", Phone = "1" });
        await a.Flow.Patch(new Device { Id = "a1", Phone = null }, Device.Fields.Phone);
        await kit.SettleAsync();
        var device = await kit.Sync.FindAsync<Device>("a", "a1");
        Assert.Null(device!.Phone);
        Assert.Equal("Pump", device.Name);
    }

    [Fact]
    public async Task AFieldThatASystemDoesNotTakePartInNeitherLeaksNorOverwrites()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Notes = "secret" });
        await kit.SettleAsync();
        Assert.Null(oem.Row<Device>("oemD1").Notes);
        await oem.Flow.Send(new Device { Id = "oemD1", Serial = "SN", Notes = "mine", Name = "n" });
        await kit.SettleAsync();
        Assert.Equal("secret", (await kit.Sync.FindAsync<Device>("bms", "b1"))!.Notes);
        Assert.Equal("secret", bms.Row<Device>("b1").Notes);
    }

    [Fact]
    public async Task ASystemThatCannotKeepWhatItIsToldIsNotCorrectedForEver()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnDevice = (ref Device proposed, Device? current, UpdateMetadata metadata) =>
            {
                if (current is not null)
                    proposed.Name = current.Name;
                return Update.Continue();
            },
        });
        var bms = kit.FullSystem("bms");
        var oem = kit.System("oem").Receives<Device>(Copies.Of, row => row.Name = row.Name?[..3]);
        oem.OnDelivery = _ => Task.CompletedTask;
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Circulation pump" });
        await kit.SettleAsync();
        for (var i = 0; i < 10; i++)
        {
            await oem.Flow.Send(Copies.Of(oem.Row<Device>("oemD1")));
            await kit.SettleAsync();
        }

        Assert.InRange(oem.Deliveries.Count, 2, 5);
        Assert.Contains(await kit.DecisionsAsync(), d => d.Code == DecisionCodes.CorrectionLoop);
        Assert.Equal("Circulation pump", (await kit.Sync.FindAsync<Device>("bms", "b1"))!.Name);
    }
}
