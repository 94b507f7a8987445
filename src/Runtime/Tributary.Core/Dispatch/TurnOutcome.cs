using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>How far one run of a turn got.</summary>
internal enum TurnOutcomeKind
{
    /// <summary>The handler returned; nothing is committed yet.</summary>
    Handled,

    /// <summary>Committed: the lease is over.</summary>
    Committed,

    /// <summary>The store refused the commit.</summary>
    Refused,

    /// <summary>The handler threw, or its commit makes no sense.</summary>
    Failed,

    /// <summary>The store did not work; the messages are not to blame.</summary>
    StoreFault,

    /// <summary>The dispatcher stopped meanwhile.</summary>
    Cancelled,
}

/// <summary>The outcome of one run of a turn.</summary>
internal readonly record struct TurnOutcome(TurnOutcomeKind Kind, CommitResult Result, Exception? Error)
{
    public static TurnOutcome Cancelled => new(TurnOutcomeKind.Cancelled, default, null);

    public static TurnOutcome OfFailure(Exception error) => new(TurnOutcomeKind.Failed, default, error);

    public static TurnOutcome OfStoreFault(Exception error) => new(TurnOutcomeKind.StoreFault, default, error);

    public static TurnOutcome Of(CommitResult result) => new(result.Succeeded ? TurnOutcomeKind.Committed : TurnOutcomeKind.Refused, result, null);
}
