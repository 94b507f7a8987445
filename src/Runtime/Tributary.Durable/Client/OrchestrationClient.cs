using Tributary.Orchestrations;

namespace Tributary;

/// <summary>Starts the instances of one orchestration, and finds them again. Safe to use from any thread.</summary>
/// <typeparam name="TInput">The input; a tuple when the orchestration takes several parameters.</typeparam>
/// <typeparam name="TResult">The result.</typeparam>
public readonly struct OrchestrationClient<TInput, TResult>
{
    private readonly DurableClient _client;
    private readonly OrchestrationDescriptor<TInput, TResult> _orchestration;

    internal OrchestrationClient(DurableClient client, OrchestrationDescriptor<TInput, TResult> orchestration)
    {
        _client = client;
        _orchestration = orchestration;
    }

    /// <summary>Starts an instance. When this returns, the start is durable.</summary>
    /// <param name="input">The input.</param>
    /// <param name="instanceId">The id; a new one when null. Starting the same id twice fails, which is how a start is made idempotent.</param>
    /// <param name="startAt">When it is to begin; at once when null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InstanceExistsException">There is an instance of this id.</exception>
    public async ValueTask<OrchestrationHandle<TResult>> StartAsync(
        TInput input, string? instanceId = null, DateTimeOffset? startAt = null, CancellationToken cancellationToken = default)
    {
        var id = instanceId ?? _client.Services.Chance.NewId();
        await _client.StartAsync(_orchestration.Name, _orchestration.Version, id, _orchestration.Input.Encode(input), startAt, cancellationToken).ConfigureAwait(false);
        return Get(id);
    }

    /// <summary>
    /// Sets a schedule that starts an instance at each of its times. Setting it again changes it; when its times stay the same they go on
    /// undisturbed, so a host may set its schedules at every start.
    /// </summary>
    /// <param name="name">The name of the schedule; the instances are called by it and their time.</param>
    /// <param name="schedule">When.</param>
    /// <param name="input">The input of each instance.</param>
    /// <param name="overlap">What happens while the last instance still runs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask<ScheduleInfo> ScheduleAsync(
        string name, Schedule schedule, TInput input, OverlapPolicy overlap = OverlapPolicy.Skip, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return _client.Schedules.SetAsync(
            new ScheduleInfo
            {
                Name = name,
                Schedule = schedule,
                Orchestration = _orchestration.Name,
                Version = _orchestration.Version,
                Input = _orchestration.Input.Encode(input),
                Overlap = overlap,
            },
            cancellationToken);
    }

    /// <summary>An instance that was started before.</summary>
    public OrchestrationHandle<TResult> Get(string instanceId) => new(_client, instanceId, _orchestration.Result);
}

/// <summary>Starts orchestrations that take no input.</summary>
public static class OrchestrationClientExtensions
{
    /// <summary>Starts an instance. When this returns, the start is durable.</summary>
    /// <param name="client">The orchestration.</param>
    /// <param name="instanceId">The id; a new one when null.</param>
    /// <param name="startAt">When it is to begin; at once when null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InstanceExistsException">There is an instance of this id.</exception>
    public static ValueTask<OrchestrationHandle<TResult>> StartAsync<TResult>(
        this OrchestrationClient<Nothing, TResult> client, string? instanceId = null, DateTimeOffset? startAt = null, CancellationToken cancellationToken = default) =>
        client.StartAsync(default, instanceId, startAt, cancellationToken);

    /// <summary>Sets a schedule that starts an instance at each of its times. Setting it again changes it.</summary>
    /// <param name="client">The orchestration.</param>
    /// <param name="name">The name of the schedule.</param>
    /// <param name="schedule">When.</param>
    /// <param name="overlap">What happens while the last instance still runs.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public static ValueTask<ScheduleInfo> ScheduleAsync<TResult>(
        this OrchestrationClient<Nothing, TResult> client, string name, Schedule schedule, OverlapPolicy overlap = OverlapPolicy.Skip, CancellationToken cancellationToken = default) =>
        client.ScheduleAsync(name, schedule, default, overlap, cancellationToken);
}
