using BuildingSync.Adapters;
using Tributary;
using Tributary.Store;

namespace BuildingSync.Running;

/// <summary>A snapshot of what the framework and the adapters are doing.</summary>
internal sealed record Snapshot
{
    public required IReadOnlyList<SystemSnapshot> Systems { get; init; }

    /// <summary>Decisions so far, by kind.</summary>
    public required IReadOnlyDictionary<DecisionKind, long> Decisions { get; init; }

    /// <summary>Messages that still have to be handled, retries included.</summary>
    public required long Pending { get; init; }

    /// <summary>Pushes that wait for their system to know the parent.</summary>
    public required long Held { get; init; }

    public required long Dead { get; init; }

    /// <summary>Whether there is nothing left to do.</summary>
    public required bool AtRest { get; init; }

    public long Decided => Decisions.Values.Sum();

    public static async Task<Snapshot> ReadAsync(FlowSync sync, Buildings buildings, CancellationToken cancellationToken)
    {
        // Read before the queues: what an adapter has handed over since then is in them.
        var allRead = buildings.AllRead;
        var queues = await sync.CountQueuesAsync(cancellationToken);
        var parked = (await ParkedAsync(sync, cancellationToken)).CountBy(p => p.Source.System).ToDictionary();
        var pending = queues.Where(q => q.Key is not ("sync.parked" or "sync.held")).Sum(q => q.Value.Pending);
        return new()
        {
            Systems = [.. buildings.Counters.Select(c => new SystemSnapshot(
                c, parked.GetValueOrDefault(c.System), queues.Where(q => q.Key.StartsWith($"sync.outbound/{c.System}/", StringComparison.Ordinal)).Sum(q => q.Value.Dead)))],
            Decisions = sync.Decisions,
            Pending = pending,
            Held = queues.GetValueOrDefault("sync.held").Pending,
            Dead = queues.Values.Sum(q => q.Dead),
            AtRest = allRead && buildings.AllRead && pending == 0 && queues.GetValueOrDefault("sync.parked").Ready == 0,
        };
    }

    /// <summary>Everything that is parked.</summary>
    public static async Task<IReadOnlyList<ParkedUpdate>> ParkedAsync(FlowSync sync, CancellationToken cancellationToken)
    {
        var all = new List<ParkedUpdate>();
        string? after = null;
        do
        {
            Page<ParkedUpdate> page = await sync.ListParkedAsync(after, 1000, cancellationToken);
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}

/// <summary>One system in a snapshot.</summary>
/// <param name="Counter">What went through its door.</param>
/// <param name="Parked">How many of its updates wait for something.</param>
/// <param name="Dead">How many pushes to it were given up.</param>
internal sealed record SystemSnapshot(AdapterCounter Counter, int Parked, long Dead)
{
    public long Received { get; } = Counter.Received;

    public long Pushed { get; } = Counter.Pushed;
}
