namespace Tributary;

/// <summary>What an event of a history says.</summary>
public enum HistoryEventKind
{
    /// <summary>The execution began.</summary>
    Started,

    /// <summary>An activity returned.</summary>
    ActivityCompleted,

    /// <summary>An activity failed for good.</summary>
    ActivityFailed,

    /// <summary>A timer fired.</summary>
    TimerFired,

    /// <summary>A child returned.</summary>
    ChildCompleted,

    /// <summary>A child failed, was cancelled or terminated, or could not be started.</summary>
    ChildFailed,

    /// <summary>An event was raised from outside.</summary>
    EventRaised,

    /// <summary>An update was requested and accepted.</summary>
    UpdateAccepted,

    /// <summary>Cancellation was requested.</summary>
    CancelRequested,

    /// <summary>The instance was suspended: what arrives is recorded and waits.</summary>
    Suspended,

    /// <summary>The instance was resumed.</summary>
    Resumed,

    /// <summary>The code called an activity.</summary>
    ActivityScheduled,

    /// <summary>The code created a timer.</summary>
    TimerCreated,

    /// <summary>The code called a child.</summary>
    ChildScheduled,

    /// <summary>The code started an instance without waiting for it.</summary>
    DetachedStarted,

    /// <summary>The code raised an event to another instance.</summary>
    EventSent,

    /// <summary>The code gave up a pending operation, usually the loser of a race.</summary>
    OperationCancelled,

    /// <summary>The code passed a patch marker.</summary>
    Patched,

    /// <summary>The code answered an update.</summary>
    UpdateAnswered,

    /// <summary>The code returned.</summary>
    Completed,

    /// <summary>The code threw.</summary>
    Failed,

    /// <summary>The code ended because it was cancelled.</summary>
    Cancelled,

    /// <summary>The code goes on with an empty history.</summary>
    ContinuedAsNew,

    /// <summary>The instance was ended from outside; no code ran.</summary>
    Terminated,

    /// <summary>The turn before this one was taken back, so that what failed in it is tried again.</summary>
    Rewound,

    /// <summary>A question on its way to an instance. Never part of a history.</summary>
    Query,
}

/// <summary>Sorts the kinds of events.</summary>
internal static class HistoryEventKinds
{
    /// <summary>Whether the event came from outside; else the code made it.</summary>
    public static bool IsIncoming(this HistoryEventKind kind) => kind is <= HistoryEventKind.Resumed or HistoryEventKind.Terminated;

    /// <summary>Whether nothing can follow in the same execution.</summary>
    public static bool IsTerminal(this HistoryEventKind kind) => kind is >= HistoryEventKind.Completed and <= HistoryEventKind.Terminated;
}
