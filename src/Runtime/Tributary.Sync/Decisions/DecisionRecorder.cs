using System.Diagnostics.Metrics;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Sync;

/// <summary>Writes decisions into the turn that made them, counts them, and keeps the log bounded.</summary>
internal sealed class DecisionRecorder
{
    private const int TrimEvery = 4096;

    private readonly IFlowStore _store;
    private readonly FlowOrchestrationOptions _options;
    private readonly Counter<long> _counter;
    private readonly Histogram<double> _latency;
    private readonly long[] _counts = new long[Enum.GetValues<DecisionKind>().Length];
    private long _sinceTrim;

    public DecisionRecorder(IFlowStore store, FlowOrchestrationOptions options, IMeterFactory? meters)
    {
        _store = store;
        _options = options;
        var meter = meters?.Create(SyncDiagnostics.Name) ?? new Meter(SyncDiagnostics.Name);
        _counter = meter.CreateCounter<long>("tributary.sync.decisions", "{decision}", "Decisions made, by kind.");
        _latency = meter.CreateHistogram<double>("tributary.sync.decision.latency", "s", "From the arrival of an update to its decision.");
    }

    public IReadOnlyDictionary<DecisionKind, long> Counts =>
        Enum.GetValues<DecisionKind>().ToDictionary(kind => kind, kind => Interlocked.Read(ref _counts[(int)kind]));

    public void Record(Turn turn, List<UpdateDecision> decisions)
    {
        if (decisions.Count == 0)
            return;
        if (_options.DecisionLogging)
        {
            var entries = new ReadOnlyMemory<byte>[decisions.Count];
            for (var i = 0; i < entries.Length; i++)
                entries[i] = DecisionCodec.Encode(decisions[i]);
            turn.Commit.Append(SyncNames.DecisionLog, null, entries);
        }

        turn.OnCommitted(_ =>
        {
            foreach (var decision in decisions)
            {
                Interlocked.Increment(ref _counts[(int)decision.Kind]);
                _counter.Add(1, new KeyValuePair<string, object?>("tributary.decision", decision.Kind.ToString()));
                _latency.Record(decision.Latency.TotalSeconds);
            }

            Interlocked.Add(ref _sinceTrim, decisions.Count);
        });
    }

    /// <summary>Trims the log when enough was written since the last time. Called between turns.</summary>
    public async ValueTask TrimAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (!_options.DecisionLogging || Interlocked.Read(ref _sinceTrim) < TrimEvery)
            return;
        Interlocked.Exchange(ref _sinceTrim, 0);
        var end = await _store.GetLogEndAsync(SyncNames.DecisionLog, cancellationToken).ConfigureAwait(false);
        if (end > _options.DecisionLogRetention)
            turn.Commit.Trim(SyncNames.DecisionLog, end - _options.DecisionLogRetention);
    }
}
