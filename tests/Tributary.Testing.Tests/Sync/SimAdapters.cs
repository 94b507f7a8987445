using Microsoft.Extensions.Hosting;
using Tributary.Events;

namespace Tributary.Testing.Tests.Sync;

/// <summary>Connects an external system with the host: what every adapter of the simulation does.</summary>
public abstract class SimAdapter(ExternalSystem system) : IHostedService
{
    private protected abstract AdapterFlow Connection { get; }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        Receive();
        system.Connected(Connection);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected abstract void Receive();
}

[FlowAdapter("bms", "bms")]
public sealed partial class BmsAdapter(Systems systems) : SimAdapter(systems.Bms)
{
    private protected override AdapterFlow Connection => Flow;

    protected override void Receive()
    {
        Flow.Updates.On<SimSite>((e, d, _) => systems.Bms.Change(e, d));
        Flow.Updates.OnNew<SimSite>((e, d, _) => systems.Bms.Insert(e, d));
        Flow.Updates.On<SimDevice>((e, d, _) => systems.Bms.Change(e, d));
        Flow.Updates.OnNew<SimDevice>((e, d, _) => systems.Bms.Insert(e, d));
        Flow.Updates.On<SimSensor>((e, d, _) => systems.Bms.Change(e, d));
        Flow.Updates.OnNew<SimSensor>((e, d, _) => systems.Bms.Insert(e, d));
    }
}

/// <summary>Its system cuts names after eight characters, which the adapter declares.</summary>
[FlowAdapter("oem", "oem")]
public sealed partial class OemAdapter(Systems systems)
    : SimAdapter(systems.Oem), IFlowNormalizer<SimSite>, IFlowNormalizer<SimDevice>, IFlowNormalizer<SimSensor>
{
    private protected override AdapterFlow Connection => Flow;

    public static void Normalize(SimSite entity) => entity.Name = Systems.Cut(entity.Name);

    public static void Normalize(SimDevice entity) => entity.Name = Systems.Cut(entity.Name);

    public static void Normalize(SimSensor entity) => entity.Name = Systems.Cut(entity.Name);

    protected override void Receive()
    {
        Flow.Updates.On<SimSite>((e, d, _) => systems.Oem.Change(e, d));
        Flow.Updates.OnNew<SimSite>((e, d, _) => systems.Oem.Insert(e, d));
        Flow.Updates.On<SimDevice>((e, d, _) => systems.Oem.Change(e, d));
        Flow.Updates.OnNew<SimDevice>((e, d, _) => systems.Oem.Insert(e, d));
        Flow.Updates.On<SimSensor>((e, d, _) => systems.Oem.Change(e, d));
        Flow.Updates.OnNew<SimSensor>((e, d, _) => systems.Oem.Insert(e, d));
    }
}

[FlowAdapter("cmms", "cmms")]
public sealed partial class CmmsAdapter(Systems systems) : SimAdapter(systems.Cmms)
{
    private protected override AdapterFlow Connection => Flow;

    protected override void Receive()
    {
        Flow.Updates.On<SimSite>((e, d, _) => systems.Cmms.Change(e, d));
        Flow.Updates.OnNew<SimSite>((e, d, _) => systems.Cmms.Insert(e, d));
        Flow.Updates.On<SimDevice>((e, d, _) => systems.Cmms.Change(e, d));
        Flow.Updates.OnNew<SimDevice>((e, d, _) => systems.Cmms.Insert(e, d));
        Flow.Updates.On<SimSensor>((e, d, _) => systems.Cmms.Change(e, d));
        Flow.Updates.OnNew<SimSensor>((e, d, _) => systems.Cmms.Insert(e, d));
    }
}

/// <summary>Its system only sends, and everything that it sends is refused. It also writes every decision into the trace.</summary>
[FlowAdapter(SimOrchestrator.Deprecated, "files")]
public sealed partial class LegacyAdapter(Systems systems, IFlowEvents events) : SimAdapter(systems.Legacy)
{
    private protected override AdapterFlow Connection => Flow;

    protected override void Receive() => events.Observe<UpdateDecision>().Subscribe(systems.Decided);
}
