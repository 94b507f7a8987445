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
        if (after.Status == before.Status && after.Execution == before.Execution)
            return;
        if (after.Status == InstanceStatus.Parked)
            DurableTelemetry.Parked.Add(1, new KeyValuePair<string, object?>("tributary.orchestration.name", after.Name));
        if (after.Status.IsFinal())
        {
            DurableTelemetry.Ended.Add(1, new KeyValuePair<string, object?>("tributary.instance.status", after.Status.ToString()));
            Waiters.Ended(after);
        }
    }
}
