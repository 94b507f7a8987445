using BenchmarkDotNet.Attributes;

namespace Tributary.Benchmarks.Sync;

/// <summary>The generated dispatch of one update to its handler, against a virtual call of the same handler.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class DispatchBenchmarks
{
    private readonly IUpdateHandler<Meter> _generated = new MeterOrchestrator();
    private readonly DirectHandler _direct = new DirectMeterHandler();
    private readonly UpdateMetadata _metadata = new()
    {
        Source = new UpdateSource("source", "source", "m1", null, null),
        ReceivedAt = DateTimeOffset.UnixEpoch,
        ChangedFields = [],
        MessageId = "1",
    };

    private Meter _meter = Meter.Make(1, 1);

    [Benchmark(Baseline = true)]
    public UpdateOutcome VirtualCall() => _direct.Handle(ref _meter, null, _metadata).Outcome;

    [Benchmark]
    public UpdateOutcome Generated() => _generated.Handle(ref _meter, null, _metadata).Outcome;

    public abstract class DirectHandler
    {
        public abstract UpdateResult Handle(ref Meter proposed, Meter? current, UpdateMetadata metadata);
    }

    private sealed class DirectMeterHandler : DirectHandler
    {
        public override UpdateResult Handle(ref Meter proposed, Meter? current, UpdateMetadata metadata) =>
            proposed.Quality < 0 ? Update.Skip("bad reading") : Update.Continue();
    }
}
