using Tributary.Codec;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>Brings an instance back from its history.</summary>
internal sealed class InstanceLoader(IFlowStore store, IFlowBody body, EngineSettings settings)
{
    private const int Page = 256;

    /// <summary>Reads the turns of an execution; those that were rewound are left out.</summary>
    /// <exception cref="CodecException">An entry cannot be read.</exception>
    public static async ValueTask<(List<HistoryTurn> Turns, long Position)> ReadAsync(
        IFlowStore store, string instance, int execution, CancellationToken cancellationToken)
    {
        var log = DurableNames.History(instance, execution);
        var turns = new List<HistoryTurn>();
        long position = 0;
        while (true)
        {
            var entries = await store.ReadLogAsync(log, position, Page, cancellationToken).ConfigureAwait(false);
            foreach (var entry in entries)
            {
                // The first may lie anywhere: another instance of this id may have been purged.
                if (turns.Count > 0 && entry.Position != position)
                    throw Corrupt(entry.Position, $"the turns {position} to {entry.Position - 1} are missing");
                var turn = HistoryCodec.DecodeTurn(entry.Body);
                position = entry.Position + 1;
                if (turn.Events is [{ Kind: HistoryEventKind.Rewound }, ..])
                    turns.RemoveAt(turns.Count > 0 ? turns.Count - 1 : throw Corrupt(entry.Position, "there is no turn to take back"));
                else
                    turns.Add(turn);
            }

            if (entries.Count < Page)
                return (turns, position > 0 ? position : await store.GetLogEndAsync(log, cancellationToken).ConfigureAwait(false));
        }
    }

    private static CodecException Corrupt(long position, string problem) => new(typeof(HistoryTurn), position, "$", problem, null);

    /// <summary>Replays an instance.</summary>
    /// <exception cref="DivergenceException">The code does not fit the history.</exception>
    /// <exception cref="CodecException">The history cannot be read.</exception>
    public async ValueTask<LiveInstance> LoadAsync(InstanceInfo info, long version, CancellationToken cancellationToken)
    {
        var (turns, position) = await ReadAsync(store, info.Id, info.Execution, cancellationToken).ConfigureAwait(false);
        var execution = New(info);
        Replay(execution, turns);
        DurableTelemetry.Replayed.Add(execution.HistoryLength, new KeyValuePair<string, object?>(DurableTelemetry.Tags.Orchestration, info.Name));
        return new LiveInstance(info, version, execution, position);
    }

    /// <summary>Runs the code of an instance through its history.</summary>
    /// <exception cref="DivergenceException">The code does not fit the history.</exception>
    /// <exception cref="CodecException">The history makes no sense.</exception>
    public static void Replay(Execution execution, IEnumerable<HistoryTurn> turns)
    {
        try
        {
            execution.Replay(turns);
            if (!execution.HasBegun && execution.HistoryLength > 0)
                throw new InvalidOperationException("its start is missing");
        }
        catch (Exception e) when (e is not (OrchestrationControlException or OutOfMemoryException))
        {
            // The code's own exceptions end in its result, so the engine could make nothing of what it read.
            throw new CodecException(typeof(InstanceHistory), 0, "$", $"the history cannot be replayed: {e.Message}", e);
        }
    }

    /// <summary>Where the history of a new instance begins: not at 0 when another one of this id was purged.</summary>
    public ValueTask<long> EndAsync(InstanceInfo info, CancellationToken cancellationToken) =>
        store.GetLogEndAsync(DurableNames.History(info.Id, info.Execution), cancellationToken);

    public Execution New(InstanceInfo info) => new(new ExecutionIdentity(info.Id, info.Execution, info.Name, info.Version), body, settings);
}
