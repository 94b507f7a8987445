namespace Tributary.Testing;

/// <summary>How often what goes wrong. Each number is a probability from 0 to 1 per occasion; all are 0 unless set.</summary>
public sealed record SimulationFaults
{
    /// <summary>Nothing goes wrong.</summary>
    public static SimulationFaults None { get; } = new();

    /// <summary>The process dies when a commit is handed to the store, which applies nothing of it.</summary>
    public double CrashBeforeCommit { get; init; }

    /// <summary>The process dies when the store has applied a commit, before anybody learns of it.</summary>
    public double CrashAfterCommit { get; init; }

    /// <summary>A lease is lost before its commit, as if the turn had taken too long: its messages are delivered to a handler again.</summary>
    public double LoseLease { get; init; }

    /// <summary>The partition whose turn it would be is passed over, so partitions come in another order.</summary>
    public double Reorder { get; init; }

    /// <summary>The transport hands a message over twice in a row.</summary>
    public double DuplicateDelivery { get; init; }

    /// <summary>The transport hands a message over and loses the reply: the sender must take it as failed.</summary>
    public double LoseReply { get; init; }

    /// <summary>The transport fails before it hands a message over, though with <see cref="LateDuplicate"/> it may do so later.</summary>
    public double FailDelivery { get; init; }

    /// <summary>
    /// The transport hands a message over once more some time later, when newer ones may have come, or the process may have died and
    /// started anew; also one that was refused, or that the sender took as failed.
    /// </summary>
    public double LateDuplicate { get; init; }
}
