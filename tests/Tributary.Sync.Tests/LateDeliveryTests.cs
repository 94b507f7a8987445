using Microsoft.Extensions.DependencyInjection;
using Tributary.Testing;
using Tributary.Transport;

namespace Tributary.Sync.Tests;

/// <summary>A wire hands a delivery over once more when nobody awaits its answer any more.</summary>
public sealed class LateDeliveryTests : IAsyncDisposable
{
    private static readonly SimulationFaults s_repeatLate = new() { LateDuplicate = 1 };

    private readonly SimulatedTransport _wire;
    private SimulationFaults _faults = SimulationFaults.None;

    public LateDeliveryTests()
    {
        _wire = new SimulatedTransport(new InProcessTransport(), new SeededChance(1, TimeProvider.System), () => _faults);
    }

    public ValueTask DisposeAsync() => _wire.DisposeAsync();

    [Fact]
    public async Task ANewRecordThatWasRefusedIsNotMadeOnceItsSystemHasLinkedItsOwn()
    {
        await using var kit = await StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        var own = new Device { Id = "o-own", Serial = "SN1", Name = "Pump" };
        oem.Store(own);
        oem.OnDelivery = _ => throw new InvalidOperationException("SN1 is there, and serial numbers are unique.");
        _faults = s_repeatLate;
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        _faults = SimulationFaults.None;
        Assert.Single(oem.Deliveries);
        Assert.Equal(1, _wire.Late);

        // It links its own record, and gives it another number, so it would not refuse the first one any more.
        oem.OnDelivery = null;
        await oem.Flow.Send(Copies.Of(own));
        await kit.SettleAsync();
        own.Serial = "SN2";
        await oem.Flow.Send(Copies.Of(own));
        await kit.SettleAsync();
        await _wire.DeliverLateAsync();

        Assert.Equal("o-own", Assert.Single(oem.Rows<Device>()).Id);
        Assert.Equal("SN2", bms.Row<Device>("b1").Serial);
        kit.Time.Advance(TimeSpan.FromMinutes(1));
        await kit.SettleAsync();
        Assert.Equal("o-own", Assert.Single(oem.Rows<Device>()).Id);
        Assert.Equal(0, (await kit.Store.CountAsync("sync.outbound/oem/Device")).Pending);
    }

    [Fact]
    public async Task AChangeThatWasRefusedDoesNotSetBackANewerOne()
    {
        await using var kit = await StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        oem.OnDelivery = _ => throw new TimeoutException("Try again later.");
        _faults = s_repeatLate;
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();
        _faults = SimulationFaults.None;
        Assert.Equal(1, _wire.Late);

        oem.OnDelivery = null;
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 3" });
        await kit.SettleAsync();
        kit.Time.Advance(TimeSpan.FromMinutes(1));
        await kit.SettleAsync();
        Assert.Equal("Pump 3", oem.Row<Device>("oemD1").Name);
        await _wire.DeliverLateAsync();

        Assert.Equal("Pump 3", oem.Row<Device>("oemD1").Name);
    }

    [Fact]
    public async Task AChangeDoesNotSetBackANewerOneWhoseAnswerIsStillOutstanding()
    {
        await using var kit = await StartAsync();
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        oem.OnDelivery = _ => throw new TimeoutException("Try again later.");
        _faults = s_repeatLate;
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();

        _faults = new SimulationFaults { LoseReply = 1 };
        oem.OnDelivery = null;
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 3" });
        await kit.SettleAsync();
        kit.Time.Advance(TimeSpan.FromSeconds(1));
        await kit.SettleAsync();
        Assert.Equal("Pump 3", oem.Row<Device>("oemD1").Name);
        Assert.NotEqual(0, (await kit.Store.CountAsync("sync.outbound/oem/Device")).Pending);
        await _wire.DeliverLateAsync();

        Assert.Equal("Pump 3", oem.Row<Device>("oemD1").Name);
    }

    [Fact]
    public async Task APushThatIsOvertakenOnItsWayIsNotHandedOverAndTheNewerOneIs()
    {
        await using var kit = await StartAsync(new WireThatWaits(_wire));
        var bms = kit.FullSystem("bms");
        var oem = kit.FullSystem("oem");
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump" });
        await kit.SettleAsync();
        var wire = (WireThatWaits)kit.Services.GetRequiredService<IFlowTransport>();
        wire.Sending = async () =>
        {
            wire.Sending = null;
            await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 3" });
            Assert.True(await kit.RunOneAsync("sync.inbound/Device"));
        };
        await bms.Flow.Send(new Device { Id = "b1", Serial = "SN1", Name = "Pump 2" });
        await kit.SettleAsync();

        Assert.Equal(["Pump", "Pump 3"], oem.Deliveries.Select(static d => ((Device)d.Model).Name));
        Assert.Equal("Pump 3", oem.Row<Device>("oemD1").Name);
        Assert.Equal(0, (await kit.Store.CountAsync("sync.outbound/oem/Device")).Pending);
    }

    private Task<SyncKit> StartAsync(IFlowTransport? wire = null) =>
        SyncKit.StartAsync(configure: builder => builder.Services.AddSingleton(wire ?? _wire));

    /// <summary>A wire on which something happens between the sender and the receiver.</summary>
    private sealed class WireThatWaits(IFlowTransport inner) : IFlowTransport
    {
        public Func<Task>? Sending { get; set; }

        public async ValueTask<TransportReceipt> SendAsync(string address, TransportMessage message, CancellationToken cancellationToken = default)
        {
            if (Sending is { } sending)
                await sending();
            return await inner.SendAsync(address, message, cancellationToken);
        }

        public IDisposable Receive(string address, TransportReceiver receiver) => inner.Receive(address, receiver);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
