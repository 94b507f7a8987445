using Tributary.Dispatch;

namespace Tributary.Sync.Tests;

/// <summary>What handlers can do, and what becomes of it.</summary>
public sealed class DecisionTests
{
    [Fact]
    public async Task TheHandlerEditsInPlaceAndTheSourceIsCorrected()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnDevice = (ref Device proposed, Device? current, UpdateMetadata metadata) =>
            {
                if (current is { Name: { } better } && better.Length > proposed.Name?.Length)
                    proposed.Name = better;
                return KitOrchestrator.Accept("merged");
            },
        });
        var bms = kit.FullSystem("bms");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Circulation pump" });
        await kit.SettleAsync();
        Assert.Empty(bms.Deliveries);

        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump", Phone = "1" });
        await kit.SettleAsync();

        var decision = (await kit.DecisionsAsync())[1];
        Assert.Equal((DecisionKind.PartiallyAccepted, "merged"), (decision.Kind, decision.Reason));
        Assert.Equal(["Name"], decision.ModifiedFields);
        Assert.Equal(["Name", "Phone"], decision.ChangedFields);
        Assert.Equal("Circulation pump", bms.Row<Device>("b1").Name);
    }

    [Fact]
    public async Task ReplacingTheProposalPersistsAndMutatingCurrentDoesNot()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnDevice = (ref Device proposed, Device? current, UpdateMetadata metadata) =>
            {
                if (current is not null)
                {
                    current.Tags.Add("leak");
#pragma warning disable TRIB1203 // That the change is lost is what this test shows.
                    current.Notes = "leak";
#pragma warning restore TRIB1203
                }

                proposed = new Device { Id = proposed.Id, Serial = proposed.Serial, Name = "Replaced" };
                return KitOrchestrator.Accept();
            },
        });
        var bms = kit.System("bms");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "a" });
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "b" });
        await kit.SettleAsync();
        var device = await kit.Sync.FindAsync<Device>("bms", "b1");
        Assert.Equal("Replaced", device!.Name);
        Assert.Null(device.Notes);
        Assert.Empty(device.Tags);
    }

    [Fact]
    public async Task ChangingTheIdFailsAndEndsInTheDeadLetters()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnDevice = (ref Device proposed, Device? current, UpdateMetadata metadata) =>
            {
#pragma warning disable TRIB1202 // That the update fails is what this test shows.
                proposed.Id = "mine";
#pragma warning restore TRIB1202
                return KitOrchestrator.Accept();
            },
        });
        await kit.System("bms").Flow.Send(new Device { Id = "b1", Serial = "SN" });
        for (var i = 0; i < 5; i++)
        {
            await kit.SettleAsync();
            kit.Time.Advance(TimeSpan.FromMinutes(10));
        }

        var dead = Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Device"))).Items);
        Assert.Equal(DeadLetterReasons.RetriesExhausted, dead.Reason);
        Assert.Contains("proposed.Id", dead.Detail, StringComparison.Ordinal);
        Assert.Null(await kit.Sync.FindAsync<Device>("bms", "b1"));
    }

    [Fact]
    public async Task SkipWritesNothingAndLogsTheReason()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnDevice = (ref Device proposed, Device? current, UpdateMetadata metadata) =>
                metadata.Source.System == "legacy" ? Update.Skip("System is deprecated") : Update.Continue(),
        });
        var oem = kit.FullSystem("oem");
        await kit.System("legacy").Flow.Send(new Device { Id = "l1", Serial = "SN" });
        await kit.SettleAsync();
        var decision = await kit.LastDecisionAsync();
        Assert.Equal((DecisionKind.Dropped, "System is deprecated"), (decision.Kind, decision.Reason));
        Assert.Null(await kit.Sync.FindAsync<Device>("legacy", "l1"));
        Assert.Empty(oem.Deliveries);
    }

    [Fact]
    public async Task ADeferredUpdateReturnsAndIsSupersededByANewerOne()
    {
        var ready = false;
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnDevice = (ref Device proposed, Device? current, UpdateMetadata metadata) =>
                proposed.Name == "wait" && !ready ? Update.Defer("not yet", TimeSpan.FromMinutes(1)) : Update.Continue(),
        });
        var bms = kit.System("bms");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "wait" });
        await kit.SettleAsync();
        Assert.Equal(DecisionKind.Deferred, (await kit.LastDecisionAsync()).Kind);
        ready = true;
        kit.Time.Advance(TimeSpan.FromMinutes(1));
        await kit.SettleAsync();
        Assert.Equal("wait", (await kit.Sync.FindAsync<Device>("bms", "b1"))!.Name);

        ready = false;
        await bms.Flow.Send(new Device { Id = "b2", Serial = "SN2", Name = "wait" });
        await kit.SettleAsync();
        await bms.Flow.Send(new Device { Id = "b2", Serial = "SN2", Name = "newer" });
        await kit.SettleAsync();
        ready = true;
        kit.Time.Advance(TimeSpan.FromMinutes(1));
        await kit.SettleAsync();
        Assert.Equal("newer", (await kit.Sync.FindAsync<Device>("bms", "b2"))!.Name);
        Assert.Equal(DecisionCodes.Superseded, (await kit.LastDecisionAsync()).Code);
    }

    [Fact]
    public async Task ADeferralWithoutEndBecomesADeadLetter()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnDevice = (ref Device proposed, Device? current, UpdateMetadata metadata) => Update.Defer("never"),
        });
        await kit.System("bms").Flow.Send(new Device { Id = "b1", Serial = "SN" });
        for (var i = 0; i < 5; i++)
        {
            await kit.SettleAsync();
            kit.Time.Advance(TimeSpan.FromMinutes(10));
        }

        Assert.Equal("DEFERRED_TOO_OFTEN", Assert.Single((await kit.Sync.ListDeadLettersAsync(SyncNames.InboundQueue("Device"))).Items).Reason);
    }

    [Fact]
    public async Task AnAsynchronousHandlerReplacesTheProposal()
    {
        await using var kit = await SyncKit.StartAsync(new KitOrchestrator
        {
            OnSite = async (context, ct) =>
            {
                await Task.Yield();
                context.Proposed = new Site { Id = context.Proposed.Id, Code = context.Proposed.Code, Name = context.Metadata.Source.NativeId };
                return Update.Continue();
            },
        });
        await kit.System("bms").Flow.Send(new Site { Id = "b1", Code = "C" });
        await kit.SettleAsync();
        Assert.Equal("b1", (await kit.Sync.FindAsync<Site>("bms", "b1"))!.Name);
    }

    [Fact]
    public async Task DecisionLoggingCanBeSwitchedOff()
    {
        await using var kit = await SyncKit.StartAsync(settings: new() { ["Flow:Orchestration:DecisionLogging"] = "false" });
        await kit.System("bms").Flow.Send(new Site { Id = "b1", Code = "C" });
        await kit.SettleAsync();
        Assert.Equal(0, await kit.Sync.CountDecisionsAsync());
        Assert.Equal(1, kit.Sync.Decisions[DecisionKind.Accepted]);
    }

    [Fact]
    public async Task AResendOfTheSameMakesNoVersionAndNoPush()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        for (var i = 0; i < 3; i++)
        {
            await bms.Flow.Send(new Device { Id = "b1", Serial = "SN", Name = "Pump", Tags = ["a", "b"] });
            await kit.SettleAsync();
        }

        Assert.Single(oem.Deliveries);
        Assert.Equal(1, (await kit.LastDecisionAsync()).Version);
        Assert.Equal(2, kit.Sync.Decisions[DecisionKind.NoChange]);
    }

    [Fact]
    public async Task ARepeatedMessageIdIsDecidedOnce()
    {
        await using var kit = await SyncKit.StartAsync();
        var bms = kit.System("bms");
        var options = new SendOptions { MessageId = "m1" };
        await bms.Flow.Send(new Site { Id = "b1", Code = "C" }, options);
        await kit.SettleAsync();
        await bms.Flow.Send(new Site { Id = "b1", Code = "C" }, options);
        await kit.SettleAsync();
        Assert.Single(await kit.DecisionsAsync());
    }
}
