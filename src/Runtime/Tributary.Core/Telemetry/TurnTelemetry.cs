using System.Diagnostics;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Telemetry;

/// <summary>The spans and measurements of one queue's turns.</summary>
internal sealed class TurnTelemetry(string queue)
{
    private readonly string _spanName = $"process {queue}";
    private readonly KeyValuePair<string, object?> _queueTag = new(TributaryTelemetry.Tags.Queue, queue);

    /// <summary>Begins the span of one run of a turn.</summary>
    public TurnSpan Start(Turn turn, TimeProvider clock)
    {
        var activity = TributaryTelemetry.Source.HasListeners() ? StartActivity(turn) : null;
        return TributaryTelemetry.ProcessDuration.Enabled
            ? new TurnSpan(activity, queue, clock, clock.GetTimestamp())
            : new TurnSpan(activity, queue, null, 0);
    }

    public void Rerun() => TributaryTelemetry.Reruns.Add(1, _queueTag);

    public void CallbackFailed() => TributaryTelemetry.CallbackFailures.Add(1, _queueTag);

    /// <summary>Counts the dead letters of a commit that was applied.</summary>
    public void DeadLetters(Commit commit)
    {
        if (!TributaryTelemetry.DeadLetters.Enabled)
            return;
        var dead = commit.Settlements.Count(s => s.Kind == SettlementKind.DeadLetter);
        if (dead > 0)
            TributaryTelemetry.DeadLetters.Add(dead, _queueTag);
    }

    private Activity? StartActivity(Turn turn)
    {
        // The oldest message is the parent; the others of the batch are linked.
        ActivityContext.TryParse(turn.Messages[0].TraceParent, null, isRemote: true, out var parent);
        List<ActivityLink>? links = null;
        for (var i = 1; i < turn.Messages.Count; i++)
        {
            if (ActivityContext.TryParse(turn.Messages[i].TraceParent, null, isRemote: true, out var other))
                (links ??= []).Add(new ActivityLink(other));
        }

        var activity = TributaryTelemetry.Source.CreateActivity(_spanName, ActivityKind.Consumer, parent, tags: null, links);
        activity?.SetTag(TributaryTelemetry.Tags.System, "tributary")
            .SetTag(TributaryTelemetry.Tags.Queue, queue)
            .SetTag(TributaryTelemetry.Tags.OperationType, "process")
            .SetTag(TributaryTelemetry.Tags.BatchSize, turn.Messages.Count);
        return activity?.Start();
    }
}

/// <summary>One run of a turn under way.</summary>
internal readonly struct TurnSpan(Activity? activity, string queue, TimeProvider? clock, long started) : IDisposable
{
    /// <summary>Records how the run ended.</summary>
    public void Ended(in TurnOutcome outcome)
    {
        var error = ErrorType(outcome);
        if (error is not null)
            activity?.SetStatus(ActivityStatusCode.Error, outcome.Error?.Message).SetTag(TributaryTelemetry.Tags.ErrorType, error);
        if (clock is null)
            return;

        var tags = new TagList
        {
            { TributaryTelemetry.Tags.System, "tributary" },
            { TributaryTelemetry.Tags.Queue, queue },
            { TributaryTelemetry.Tags.OperationType, "process" },
        };
        if (error is not null)
            tags.Add(TributaryTelemetry.Tags.ErrorType, error);
        TributaryTelemetry.ProcessDuration.Record(clock.GetElapsedTime(started).TotalSeconds, tags);
    }

    public void Dispose() => activity?.Dispose();

    private static string? ErrorType(in TurnOutcome outcome) => outcome.Kind switch
    {
        TurnOutcomeKind.Committed => null,
        TurnOutcomeKind.Refused => "conflict",
        TurnOutcomeKind.Cancelled => "cancelled",
        _ => outcome.Error?.GetType().FullName,
    };
}
