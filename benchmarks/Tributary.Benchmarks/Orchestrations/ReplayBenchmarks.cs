using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Codec;
using Tributary.Orchestrations;

namespace Tributary.Benchmarks.Orchestrations;

/// <summary>What one await costs in a replay of a thousand, without a store and without reading the history.</summary>
[MemoryDiagnoser]
public class ReplayBenchmarks
{
    private const int Awaits = 1_000;
    private static readonly ActivityDescriptor<Nothing, Nothing> s_step = new("Step", Nothing.Codec, Nothing.Codec, ActivitySettings.Default);
    private static readonly ActivityDescriptor<int, int> s_add = new("Add", Codecs.Int32, Codecs.Int32, ActivitySettings.Default);
    private readonly Body _steps = new(StepAsync);
    private readonly Body _sums = new(AddAsync);
    private readonly EngineSettings _checking = new(new ValueCatalog(), InputCheck.Warn, int.MaxValue, int.MaxValue, NullLogger.Instance);
    private readonly EngineSettings _trusting = new(new ValueCatalog(), InputCheck.Off, int.MaxValue, int.MaxValue, NullLogger.Instance);
    private HistoryTurn[] _stepTurns = [];
    private HistoryTurn[] _sumTurns = [];

    [GlobalSetup]
    public void Record()
    {
        _stepTurns = Record(_steps, static _ => "null"u8.ToArray());
        _sumTurns = Record(_sums, static id => Codecs.Int32.Encode(id + 1));
    }

    /// <summary>The engine alone: nothing is encoded or decoded.</summary>
    [Benchmark(OperationsPerInvoke = Awaits, Baseline = true)]
    public int EngineAlone() => Replay(_steps, _stepTurns, _trusting);

    /// <summary>Each result is decoded.</summary>
    [Benchmark(OperationsPerInvoke = Awaits)]
    public int ResultsDecoded() => Replay(_sums, _sumTurns, _trusting);

    /// <summary>Each result is decoded, and each input is encoded and compared, as is the default.</summary>
    [Benchmark(OperationsPerInvoke = Awaits)]
    public int InputsCompared() => Replay(_sums, _sumTurns, _checking);

    private static async Durable<int> StepAsync(OrchestrationContext context)
    {
        for (var i = 0; i < Awaits; i++)
            await context.Activities.Run(s_step, default, null);
        return Awaits;
    }

    private static async Durable<int> AddAsync(OrchestrationContext context)
    {
        var value = 0;
        for (var i = 0; i < Awaits; i++)
            value = await context.Activities.Call(s_add, value, null);
        return value;
    }

    private static int Replay(Body body, HistoryTurn[] turns, EngineSettings settings)
    {
        var execution = New(body, settings);
        execution.Replay(turns);
        return execution.End is null ? throw new InvalidOperationException("The replay did not come to its end.") : execution.HistoryLength;
    }

    private HistoryTurn[] Record(Body body, Func<int, byte[]> result)
    {
        var live = New(body, _checking);
        var turns = new List<HistoryTurn>();
        var next = new HistoryEvent(HistoryEventKind.Started) { Payload = "null"u8.ToArray() };
        for (var id = 0; live.End is null; id++)
        {
            live.BeginTurn(DateTimeOffset.UnixEpoch.AddSeconds(id));
            live.Offer(next);
            turns.Add(live.EndTurn());
            next = new HistoryEvent(HistoryEventKind.ActivityCompleted) { Id = id, Execution = 1, Payload = result(id) };
        }

        return [.. turns];
    }

    private static Execution New(Body body, EngineSettings settings) => new(new ExecutionIdentity("i", 1, "Steps", 1), body, settings);

    private sealed class Body(Func<OrchestrationContext, Durable<int>> run) : IFlowBody
    {
        public string Name => "Steps";

        public int Version => 1;

        public Tributary.Durable Begin(OrchestrationContext context, ReadOnlyMemory<byte> input) => run(context);

        public byte[] EncodeResult(Tributary.Durable main) => Codecs.Int32.Encode(((Durable<int>)main).GetResult());
    }
}
