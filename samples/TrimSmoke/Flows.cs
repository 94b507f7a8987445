using Microsoft.Extensions.Hosting;
using Tributary;

namespace TrimSmoke;

/// <summary>Accepts every update and marks devices.</summary>
[FlowOrchestrator(PushUpdates = true)]
public sealed partial class SmokeOrchestrator : FlowOrchestratorBase
{
    [OnUpdate]
    private static UpdateResult Mark(ref Device proposed, Device? current, UpdateMetadata metadata)
    {
        if (!proposed.Tags.Contains("seen"))
            proposed.Tags.Add("seen");
        return Continue();
    }
}

/// <summary>Sends a site and a device, and waits for the correction that the orchestrator makes to the device.</summary>
[FlowAdapter("bms", "smoke")]
public sealed partial class SmokeAdapter : BackgroundService
{
    private readonly TaskCompletionSource<Device> _corrected = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The device as it came back.</summary>
    public Task<Device> Corrected => _corrected.Task;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Flow.Updates.On<Device>(device =>
        {
            _corrected.TrySetResult(device);
            return Task.CompletedTask;
        });
        Flow.Updates.OnNew<Device>(device => Task.FromResult(device.Serial!));
        await Flow.Send(new Site { Id = "s1", Code = "HQ", Name = "Head office" }, stoppingToken);
        await Flow.Send(new Device { Id = "d1", SiteId = "s1", Serial = "SN-1", Name = "Pump" }, stoppingToken);
    }
}
