namespace Tributary.Orchestrations;

/// <summary>Which members an event of each kind must have. The codec refuses others, so that nothing behind it has to ask.</summary>
internal static class HistoryShape
{
    /// <summary>The name of a member that the event misses, or null.</summary>
    public static string? Missing(HistoryEvent e)
    {
        if (HasName(e.Kind) && e.Name is null)
            return "name";
        if (HasInstance(e.Kind) && e.Instance is null)
            return "instance";
        if (HasFailure(e.Kind) && e.Failure is null)
            return "failure";
        if (HasId(e.Kind) && e.Id < 0)
            return "id";
        return e.Kind == HistoryEventKind.TimerCreated && e.At is null ? "time" : null;
    }

    private static bool HasName(HistoryEventKind kind) => kind is HistoryEventKind.EventRaised or HistoryEventKind.UpdateAccepted or HistoryEventKind.Query
        or HistoryEventKind.ActivityScheduled or HistoryEventKind.ChildScheduled or HistoryEventKind.DetachedStarted or HistoryEventKind.EventSent
        or HistoryEventKind.Patched or HistoryEventKind.ContinuedAsNew;

    private static bool HasInstance(HistoryEventKind kind) => kind is HistoryEventKind.UpdateAccepted or HistoryEventKind.Query
        or HistoryEventKind.ChildScheduled or HistoryEventKind.DetachedStarted or HistoryEventKind.EventSent;

    private static bool HasFailure(HistoryEventKind kind) => kind is HistoryEventKind.ActivityFailed or HistoryEventKind.ChildFailed or HistoryEventKind.Failed;

    private static bool HasId(HistoryEventKind kind) => kind is HistoryEventKind.ActivityCompleted or HistoryEventKind.ActivityFailed or HistoryEventKind.TimerFired
        or HistoryEventKind.ChildCompleted or HistoryEventKind.ChildFailed or HistoryEventKind.ActivityScheduled or HistoryEventKind.TimerCreated
        or HistoryEventKind.ChildScheduled or HistoryEventKind.OperationCancelled;
}
