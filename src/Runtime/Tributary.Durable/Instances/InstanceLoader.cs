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
                var turn = HistoryCodec.DecodeTurn(entry.Body);
                position = entry.Position + 1;
                if (turn.Events is [{ Kind: HistoryEventKind.Rewound }, ..])
                    turns.RemoveAt(turns.Count - 1);
                else
                    turns.Add(turn);
            }

            if (entries.Count < Page)
                return (turns, position);
        }
    }

    /// <summary>Replays an instance.</summary>
    /// <exception cref="DivergenceException">The code does not fit the history.</exception>
    /// <exception cref="CodecException">The history cannot be read.</exception>
    public async ValueTask<LiveInstance> LoadAsync(InstanceInfo info, long version, CancellationToken cancellationToken)
    {
        var (turns, position) = await ReadAsync(store, info.Id, info.Execution, cancellationToken).ConfigureAwait(false);
        var execution = New(info);
        foreach (var turn in turns)
            execution.Replay(turn);
        return new LiveInstance(info, version, execution, position);
    }

    public Execution New(InstanceInfo info) => new(new ExecutionIdentity(info.Id, info.Execution, info.Name, info.Version), body, settings);
}
