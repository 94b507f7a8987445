using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tributary;

namespace Acme.Buildings;

// <bms-adapter>
[FlowAdapter(system: "bms", adapter: "bms")]
public sealed partial class BmsAdapter(IBms bms) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Flow.Updates.On<Device>((device, _, ct) => bms.UpdateAsync(device, ct));
        Flow.Updates.OnNew<Device>((device, delivery, ct) => bms.InsertAsync(device, delivery.DeliveryId, ct));

        await Flow.SendMany(await bms.ReadAllAsync(stoppingToken), stoppingToken);
        await foreach (var device in bms.ReadChangesAsync(stoppingToken))
            await Flow.Send(device, stoppingToken);
    }
}
// </bms-adapter>

// <normalizer>
[FlowAdapter(system: "cmms", adapter: "folder")]
public sealed partial class CmmsAdapter : BackgroundService, IFlowNormalizer<Device>
{
    public static void Normalize(Device entity)
    {
        var name = entity.Name?.Trim();
        entity.Name = name?.Length > 20 ? name[..20] : name;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
}
// </normalizer>

// <static-flow>
[FlowAdapter(system: "legacy", adapter: "legacy")]
public sealed class LegacyAdapter : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var site = new Site { Id = "L1", Code = "HQ", Name = "Head office" };
        await site.Send(stoppingToken);
    }
}
// </static-flow>

[FlowAdapter(system: "erp", adapter: "erp")]
public sealed partial class ErpAdapter(IErp erp, ILogger<ErpAdapter> logger) : IHostedService, IDisposable
{
    private readonly List<IDisposable> _observing = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // <observe>
        _observing.Add(Flow.Updates.Observe<Device>().Subscribe(device => logger.LogInformation("erp has {Id}", device.Id)));
        // </observe>
        foreach (var change in erp.Changes)
        {
            // <send-options>
            await Flow.Send(
                change.Device,
                new SendOptions
                {
                    MessageId = change.EventId,
                    Sequence = change.RowVersion,
                    Properties = new Dictionary<string, string> { ["user"] = change.User },
                },
                cancellationToken);
            // </send-options>
        }

        // <patch>
        await Flow.Patch(
            new Device { Id = "E-7", Name = "Pump 7", Phone = null }, Device.Fields.Name | Device.Fields.Phone, cancellationToken);
        // </patch>
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _observing.ForEach(static o => o.Dispose());
}

public interface IBms
{
    Task<IReadOnlyList<Device>> ReadAllAsync(CancellationToken cancellationToken);

    IAsyncEnumerable<Device> ReadChangesAsync(CancellationToken cancellationToken);

    Task UpdateAsync(Device device, CancellationToken cancellationToken);

    Task<string> InsertAsync(Device device, string deliveryId, CancellationToken cancellationToken);
}

public interface IErp
{
    IReadOnlyList<ErpChange> Changes { get; }
}

public sealed record ErpChange(string EventId, long RowVersion, string User, Device Device);
