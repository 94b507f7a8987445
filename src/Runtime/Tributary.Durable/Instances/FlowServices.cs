using Microsoft.Extensions.Logging;
using Tributary.Events;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>What all orchestrations of a host share.</summary>
internal sealed class FlowServices(
    IFlowStore store, IFlowEvents events, TimeProvider clock, Chance chance, EngineSettings settings, int warmInstances, ILogger logger)
{
    public IFlowStore Store => store;

    public TimeProvider Clock => clock;

    public Chance Chance => chance;

    public EngineSettings Settings => settings;

    public ILogger Logger => logger;

    /// <summary>Whether everything has to happen on the thread of the caller, as in a harness.</summary>
    public bool SingleThreaded { get; init; }

    public WarmInstances Warm { get; } = new(warmInstances);

    public ReplyHub Replies { get; } = new();

    public InstanceWaiters Waiters { get; } = new();

    public RunningActivities Activities { get; } = new();

    /// <summary>Tells whoever watches what a commit has brought.</summary>
    public void Committed(InstanceInfo after, InstanceInfo before, HistoryTurn record)
    {
        if (events.IsObserved<InstanceChanged>())
            events.Publish(new InstanceChanged(after, record.Events));
        var name = new KeyValuePair<string, object?>(DurableTelemetry.Tags.Orchestration, after.Name);
        if (DurableTelemetry.Started.Enabled && before.Execution == 1 && record.Events.Any(static e => e.Kind == HistoryEventKind.Started))
            DurableTelemetry.Started.Add(1, name);
        if (after.Status == before.Status && after.Execution == before.Execution)
            return;
        if (after.Status == InstanceStatus.Parked)
            DurableTelemetry.Parked.Add(1, name);
        if (after.Status.IsFinal())
        {
            DurableTelemetry.Ended.Add(1, name, new KeyValuePair<string, object?>(DurableTelemetry.Tags.Status, after.Status.ToString()));
            Waiters.Ended(after);
        }
    }
}
