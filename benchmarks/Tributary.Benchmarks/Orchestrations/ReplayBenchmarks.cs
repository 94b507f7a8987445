using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Codec;
using Tributary.Orchestrations;

namespace Tributary.Benchmarks.Orchestrations;

/// <summary>What one await costs in a replay: the engine alone, without a store and without reading the history.</summary>
[MemoryDiagnoser]
public class ReplayBenchmarks
{
    private const int Awaits = 1_000;
    private static readonly ActivityDescriptor<int, int> s_activity = new("Step", Codecs.Int32, Codecs.Int32, ActivitySettings.Default);
    private readonly Body _body = new();
    private readonly EngineSettings _checking = new(new ValueCatalog(), InputCheck.Warn, int.MaxValue, int.MaxValue, NullLogger.Instance);
    private readonly EngineSettings _trusting = new(new ValueCatalog(), InputCheck.Off, int.MaxValue, int.MaxValue, NullLogger.Instance);
    private HistoryTurn[] _turns = [];

    [GlobalSetup]
    public void Record()
    {
        var live = New(_checking);
        var turns = new List<HistoryTurn>();
        var next = new HistoryEvent(HistoryEventKind.Started) { Payload = "1000"u8.ToArray() };
        for (var id = 0; live.End is null; id++)
        {
            live.BeginTurn(DateTimeOffset.UnixEpoch.AddSeconds(id));
            live.Offer(next);
            turns.Add(live.EndTurn());
            next = new HistoryEvent(HistoryEventKind.ActivityCompleted) { Id = id, Execution = 1, Payload = Codecs.Int32.Encode(id + 1) };
        }

        _turns = [.. turns];
    }

    [Benchmark(OperationsPerInvoke = Awaits)]
    public int WithInputsCompared() => Replay(_checking);

    [Benchmark(OperationsPerInvoke = Awaits)]
    public int WithInputsTrusted() => Replay(_trusting);

    private int Replay(EngineSettings settings)
    {
        var execution = New(settings);
        foreach (var turn in _turns)
            execution.Replay(turn);
        return execution.HistoryLength;
    }

    private Execution New(EngineSettings settings) => new(new ExecutionIdentity("i", 1, "Chain", 1), _body, settings);

    private sealed class Body : IFlowBody
    {
        public string Name => "Chain";

        public int Version => 1;

        public Tributary.Durable Begin(OrchestrationContext context, ReadOnlyMemory<byte> input) => Run(context, Awaits);

        public byte[] EncodeResult(Tributary.Durable main) => Codecs.Int32.Encode(((Durable<int>)main).GetResult());

        private static async Durable<int> Run(OrchestrationContext context, int steps)
        {
            var value = 0;
            for (var i = 0; i < steps; i++)
                value = await context.Activities.Call(s_activity, value, null);
            return value;
        }
    }
}
