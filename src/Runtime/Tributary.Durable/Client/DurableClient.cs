using System.ComponentModel;
using Tributary.Orchestrations;
using Tributary.Store;

namespace Tributary;

/// <summary>
/// Starts orchestrations and looks after their instances. The generator adds one property for each orchestration:
/// <c>await client.ProcessOrder.StartAsync(order)</c>. Safe to use from any thread.
/// </summary>
public sealed partial class DurableClient
{
    internal DurableClient(FlowServices services) => Services = services;

    /// <summary>The schedules that start orchestrations.</summary>
    public DurableSchedules Schedules => new(Services);

    internal FlowServices Services { get; }

    private IFlowStore Store => Services.Store;

    /// <summary>The client of one orchestration. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public OrchestrationClient<TInput, TResult> Of<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration) => new(this, orchestration);

    /// <summary>An instance by its id, whatever its orchestration is.</summary>
    public InstanceHandle GetInstance(string instanceId) => new(this, instanceId);

    /// <summary>What is known of an instance, or null.</summary>
    public async ValueTask<InstanceInfo?> FindAsync(string instanceId, CancellationToken cancellationToken = default)
    {
        var stored = await Store.GetAsync(DurableNames.Instance(instanceId), cancellationToken).ConfigureAwait(false);
        return stored is null ? null : InstanceCodec.Decode(instanceId, stored.Body);
    }

    internal async ValueTask StartAsync(
        string name, int version, string instanceId, byte[] input, DateTimeOffset? startAt, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        Services.Settings.CheckSize($"The input of {name}", input.Length);
        using var span = DurableSpans.Start(name, version, instanceId);
        var commit = new Commit();
        InstanceStart.Write(commit, name, version, instanceId, input, startAt, Services.Clock.GetUtcNow());
        var result = await Store.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        if (result.Succeeded)
            return;
        var exists = new InstanceExistsException(instanceId);
        DurableSpans.Failed(span, exists);
        throw exists;
    }

    /// <summary>Sends an event to a running instance.</summary>
    internal async ValueTask SendAsync(string instanceId, HistoryEvent content, CancellationToken cancellationToken)
    {
        var info = await FindAsync(instanceId, cancellationToken).ConfigureAwait(false) ?? throw new InstanceNotFoundException(instanceId);
        if (info.Status.IsFinal())
            throw new InvalidOperationException($"Instance '{instanceId}' has ended: it is {info.Status}.");
        var message = Messages.To(DurableNames.FlowQueue(info.Name, info.Version), instanceId, content);
        await Store.CommitAsync(new Commit().Send(message), cancellationToken).ConfigureAwait(false);
    }
}
