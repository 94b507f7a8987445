using Tributary.Orchestrations;

namespace Tributary;

/// <summary>One instance, seen from outside. Safe to use from any thread.</summary>
public class InstanceHandle
{
    private static readonly TimeSpan s_look = TimeSpan.FromSeconds(30);

    internal InstanceHandle(DurableClient client, string instanceId)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        Client = client;
        InstanceId = instanceId;
    }

    /// <summary>Its id.</summary>
    public string InstanceId { get; }

    private protected DurableClient Client { get; }

    /// <summary>What is known of it.</summary>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    public async ValueTask<InstanceInfo> GetAsync(CancellationToken cancellationToken = default) =>
        await Client.FindAsync(InstanceId, cancellationToken).ConfigureAwait(false) ?? throw new InstanceNotFoundException(InstanceId);

    /// <summary>Waits until it has ended, however it ends.</summary>
    public async Task<InstanceInfo> WaitForEndAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            // Watched first and looked at then, so that an end in between is not missed.
            using var watch = Client.Services.Waiters.Begin(InstanceId);
            var info = await GetAsync(cancellationToken).ConfigureAwait(false);
            if (info.Status.IsFinal())
                return info;
            try
            {
                return await watch.Ended.WaitAsync(s_look, Client.Services.Clock, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // Another process may have ended it without this one being told: look again.
            }
        }
    }

    /// <summary>Raises an event. When this returns, the event is durable; it waits until the orchestration asks for it.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">Tells several kinds of events of one type apart; the type's name when null.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="InstanceNotFoundException">There is no such instance.</exception>
    /// <exception cref="InvalidOperationException">The instance has ended.</exception>
    public async ValueTask RaiseAsync<T>(T content, string? name = null, CancellationToken cancellationToken = default)
    {
        var (typeName, codec) = Client.Services.Settings.Values.Find<T>();
        var payload = codec.Encode(content);
        Client.Services.Settings.CheckSize($"Event {name ?? typeName}", payload.Length);
        await Client.SendAsync(InstanceId, new HistoryEvent(HistoryEventKind.EventRaised) { Name = name ?? typeName, Payload = payload }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Asks it to end: what it waits for throws an <see cref="OperationCanceledException"/>, and it may clean up. Its children are asked as well.
    /// </summary>
    public ValueTask CancelAsync(CancellationToken cancellationToken = default) =>
        Client.SendAsync(InstanceId, new HistoryEvent(HistoryEventKind.CancelRequested), cancellationToken);

    /// <summary>Ends it at once; none of its code runs any more. Its children follow their parent-close policy.</summary>
    /// <param name="reason">Why; it is kept as the instance's failure.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    public ValueTask TerminateAsync(string reason = "", CancellationToken cancellationToken = default) =>
        Client.SendAsync(InstanceId, new HistoryEvent(HistoryEventKind.Terminated) { Failure = FailureDetails.Of("Tributary.Terminated", reason) }, cancellationToken);

    /// <summary>Suspends it: what arrives is recorded and waits until it is resumed.</summary>
    public ValueTask SuspendAsync(CancellationToken cancellationToken = default) =>
        Client.SendAsync(InstanceId, new HistoryEvent(HistoryEventKind.Suspended), cancellationToken);

    /// <summary>Resumes it; a parked one is tried again at once.</summary>
    public ValueTask ResumeAsync(CancellationToken cancellationToken = default) => Client.ResumeAsync(InstanceId, cancellationToken);

    /// <summary>Asks it something. Waits until it has answered; while nobody runs it, until <paramref name="cancellationToken"/> ends that.</summary>
    /// <exception cref="QueryFailedException">It has no answer.</exception>
    public async Task<TResult> QueryAsync<TResult>(IDurableQuery<TResult> query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return await AskAsync<TResult>(query, HistoryEventKind.Query, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Updates it and waits for the result of the update.</summary>
    /// <exception cref="UpdateRefusedException">Its validator refuses, or nobody takes such updates.</exception>
    /// <exception cref="UpdateFailedException">The update was accepted and has thrown.</exception>
    public async Task<TResult> UpdateAsync<TResult>(IDurableUpdate<TResult> update, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(update);
        return await AskAsync<TResult>(update, HistoryEventKind.UpdateAccepted, cancellationToken).ConfigureAwait(false);
    }

    private async Task<TResult> AskAsync<TResult>(object request, HistoryEventKind kind, CancellationToken cancellationToken)
    {
        var services = Client.Services;
        var type = (IRequestType<TResult>)services.Settings.Values.FindRequest(request.GetType());
        var id = services.Chance.NewId();
        var message = new HistoryEvent(kind) { Name = type.Name, Instance = id, Payload = type.Encode(request) };
        var answer = await services.Replies.AskAsync(id, () => Client.SendAsync(InstanceId, message, cancellationToken), cancellationToken).ConfigureAwait(false);
        return type.Result.Decode(answer);
    }
}
