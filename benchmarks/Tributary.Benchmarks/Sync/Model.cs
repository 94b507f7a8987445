using Microsoft.Extensions.Hosting;

namespace Tributary.Benchmarks.Sync;

/// <summary>A flat entity of ordinary size: about 250 bytes as JSON.</summary>
[FlowEntity]
public sealed partial class Meter : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string Serial { get; set; } = "";

    public string? Name { get; set; }

    public string? Vendor { get; set; }

    public string? Location { get; set; }

    public string? Unit { get; set; }

    public double Value { get; set; }

    public DateTimeOffset ReadAt { get; set; }

    public int Quality { get; set; }

    public static Meter Make(int number, int round) => new()
    {
        Id = $"m{number}",
        Serial = $"SN-{number:D8}",
        Name = $"Meter number {number} on the main board",
        Vendor = "Elster Messtechnik",
        Location = "Building 7, level 3, room 12",
        Unit = "kWh",
        Value = number + (round * 0.25),
        ReadAt = DateTimeOffset.UnixEpoch.AddSeconds((round * 100_000L) + number),
        Quality = round,
    };
}

[FlowOrchestrator(PushUpdates = true)]
public sealed partial class MeterOrchestrator : FlowOrchestratorBase
{
    [OnUpdate]
    public UpdateResult OnMeter(ref Meter proposed, Meter? current, UpdateMetadata metadata) =>
        proposed.Quality < 0 ? Skip("bad reading") : Continue();
}

/// <summary>The system that sends.</summary>
[FlowAdapter(system: "source", adapter: "source")]
public sealed partial class SourceAdapter : BackgroundService
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Started => _started.Task;

    public AdapterFlow Out => Flow;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _started.SetResult();
        return Task.CompletedTask;
    }
}

/// <summary>The system that receives: it counts, and keeps nothing.</summary>
[FlowAdapter(system: "target", adapter: "target")]
public sealed partial class TargetAdapter : BackgroundService
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _received;
    private long _awaited;
    private TaskCompletionSource? _reached;

    public Task Started => _started.Task;

    public long Received => Interlocked.Read(ref _received);

    public Task ReachAsync(long count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _awaited, count);
        _reached = reached;
        if (Received >= count)
            reached.TrySetResult();
        return reached.Task;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Flow.Updates.On<Meter>(_ => Count());
        Flow.Updates.OnNew<Meter>(meter =>
        {
            Count();
            return Task.FromResult("t" + meter.Serial);
        });
        _started.SetResult();
        return Task.CompletedTask;
    }

    private Task Count()
    {
        if (Interlocked.Increment(ref _received) >= Volatile.Read(ref _awaited))
            _reached?.TrySetResult();
        return Task.CompletedTask;
    }
}
