namespace Tributary.Store.Embedded;

/// <summary>One queue of the board: its partitions, the line of the ready ones, and its counts.</summary>
internal sealed class BoardQueue(string name)
{
    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>The partitions that hold anything.</summary>
    public Dictionary<string, BoardPartition> Partitions { get; } = new(StringComparer.Ordinal);

    /// <summary>The line of ready partitions: first come, first leased.</summary>
    public Queue<BoardPartition> Ready { get; } = new();

    /// <summary>True while a readiness signal for this queue is waiting to be raised.</summary>
    public bool IsSignalled { get; set; }

    /// <summary>Visible messages without a lease.</summary>
    public long ReadyCount { get; set; }

    /// <summary>Delayed messages.</summary>
    public long DelayedCount { get; set; }

    /// <summary>Messages under a lease.</summary>
    public long LeasedCount { get; set; }

    /// <summary>Dead letters.</summary>
    public long DeadCount { get; set; }

    /// <summary>True when it holds anything.</summary>
    public bool IsUsed => ReadyCount + DelayedCount + LeasedCount + DeadCount > 0;
}
