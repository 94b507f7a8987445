using System.Diagnostics;
using System.Globalization;
using Tributary.Store;
using Tributary.Telemetry;
using Tags = Tributary.DurableTelemetry.Tags;

namespace Tributary.Orchestrations;

/// <summary>
/// The spans of the durable pillar: one for each start by a client, each turn and each attempt of an activity. What is sent carries the context of the
/// span that sent it, so an instance, what called it and what it calls are one trace. A replay makes no spans: it is part of a turn.
/// </summary>
internal static class DurableSpans
{
    /// <summary>A client starts an instance.</summary>
    public static Activity? Start(string orchestration, int version, string instance) =>
        Describe(DurableTelemetry.Source.StartActivity($"start {orchestration}", ActivityKind.Producer), orchestration, version, instance);

    /// <summary>A turn of an instance.</summary>
    public static Activity? Turn(IFlowBody body, string instance, IReadOnlyList<StoredMessage> messages) =>
        Describe(Consume($"orchestration {body.Name}", messages), body.Name, body.Version, instance);

    /// <summary>An attempt of an activity.</summary>
    public static Activity? Attempt(string activity, StoredMessage message, string instance) =>
        Consume($"activity {activity}", [message])
            ?.SetTag(Tags.Activity, activity)
            .SetTag(Tags.Attempt, message.Attempts)
            .SetTag(Tags.Instance, instance);

    /// <summary>What a turn made of its instance.</summary>
    public static void Ran(Activity? span, HistoryTurn record, InstanceInfo info)
    {
        if (span is null)
            return;
        span.SetTag(Tags.Execution, info.Execution).SetTag(Tags.Status, info.Status.ToString());
        foreach (var e in record.Events)
        {
            if (e.Kind == HistoryEventKind.TimerCreated)
                span.AddEvent(new ActivityEvent("timer.created", record.At, new() { [Tags.TimerId] = e.Id, [Tags.TimerDue] = e.At?.ToString("O", CultureInfo.InvariantCulture) }));
            else if (e.Kind == HistoryEventKind.TimerFired)
                span.AddEvent(new ActivityEvent("timer.fired", record.At, new() { [Tags.TimerId] = e.Id }));
        }

        if (info.Status == InstanceStatus.Failed && info.Failure is { } failure)
            span.SetStatus(ActivityStatusCode.Error, failure.Message).SetTag(Tags.ErrorType, failure.Type);
    }

    /// <summary>What was under way has thrown.</summary>
    public static void Failed(Activity? span, Exception error) =>
        span?.SetStatus(ActivityStatusCode.Error, error.Message).SetTag(Tags.ErrorType, error.GetType().FullName).AddException(error);

    private static Activity? Describe(Activity? span, string orchestration, int version, string instance) =>
        span?.SetTag(Tags.Orchestration, orchestration).SetTag(Tags.Version, version).SetTag(Tags.Instance, instance);

    /// <summary>The oldest message is the parent and the others are linked, unless somebody listens to the kernel, whose span of the turn does that.</summary>
    private static Activity? Consume(string name, IReadOnlyList<StoredMessage> messages)
    {
        if (!DurableTelemetry.Source.HasListeners())
            return null;
        if (Activity.Current is { Source.Name: TributaryTelemetry.Name })
            return DurableTelemetry.Source.StartActivity(name);
        System.Diagnostics.ActivityContext.TryParse(messages[0].TraceParent, null, isRemote: true, out var parent);
        List<ActivityLink>? links = null;
        for (var i = 1; i < messages.Count; i++)
        {
            if (System.Diagnostics.ActivityContext.TryParse(messages[i].TraceParent, null, isRemote: true, out var other))
                (links ??= []).Add(new ActivityLink(other));
        }

        return DurableTelemetry.Source.StartActivity(name, ActivityKind.Consumer, parent, links: links);
    }
}
