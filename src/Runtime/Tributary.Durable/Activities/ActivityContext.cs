using Tributary.Orchestrations;
using Tributary.Store;

namespace Tributary;

/// <summary>One attempt of an activity. Safe to use from any thread until the attempt ends.</summary>
public sealed class ActivityContext
{
    private readonly IFlowStore _store;
    private readonly ValueCatalog _values;
    private readonly TimeProvider _clock;
    private readonly DocumentKey _heartbeat;
    private Document? _details;
    private long _lastBeat;

    internal ActivityContext(
        string activity, string worker, string instanceId, string idempotencyKey, int attempt, IFlowStore store, ValueCatalog values, TimeProvider clock, CancellationToken cancellationToken)
    {
        Activity = activity;
        Worker = worker;
        InstanceId = instanceId;
        IdempotencyKey = idempotencyKey;
        Attempt = attempt;
        CancellationToken = cancellationToken;
        _store = store;
        _values = values;
        _clock = clock;
        _heartbeat = DurableNames.Heartbeat(idempotencyKey);
        _lastBeat = clock.GetTimestamp();
    }

    /// <summary>The activity's name.</summary>
    public string Activity { get; }

    /// <summary>The name of the worker that runs the attempt (<see cref="DurableOptions.WorkerName"/>); calls can be bound to it.</summary>
    public string Worker { get; }

    /// <summary>The instance that called.</summary>
    public string InstanceId { get; }

    /// <summary>The same for all attempts of one call, and for no other call: what makes an effect happen once.</summary>
    public string IdempotencyKey { get; }

    /// <summary>Which attempt this is, from 1. An attempt that a crash ended counts where this call was found to crash the process.</summary>
    public int Attempt { get; }

    /// <summary>
    /// Cancelled when the time limit is over, heartbeats are missing, nobody waits for the result any more, or the host stops. An attempt that ends
    /// because the host stops is run again and does not count.
    /// </summary>
    public CancellationToken CancellationToken { get; }

    /// <summary>Says that the attempt is alive. Costs nothing but a time stamp.</summary>
    public void Heartbeat() => Volatile.Write(ref _lastBeat, _clock.GetTimestamp());

    /// <summary>Says that the attempt is alive, and keeps how far it has got for the next attempt. Costs a commit.</summary>
    /// <typeparam name="T">A type marked with <see cref="DurableStateAttribute"/>, or a simple one such as <see cref="int"/>.</typeparam>
    public async ValueTask HeartbeatAsync<T>(T details)
    {
        Heartbeat();
        var body = _values.Find<T>().Codec.Encode(details);
        while (true)
        {
            var known = _details ?? await _store.GetAsync(_heartbeat, CancellationToken).ConfigureAwait(false);
            var result = await _store.CommitAsync(new Commit().Put(_heartbeat, known?.Version ?? 0, body), CancellationToken).ConfigureAwait(false);
            _details = result.Succeeded ? new Document(_heartbeat, result.Sequence, body) : null;
            if (result.Succeeded)
                return;
        }
    }

    /// <summary>How far the last attempt had got, or <paramref name="otherwise"/> when no attempt has said so.</summary>
    public async ValueTask<T> GetHeartbeatAsync<T>(T otherwise)
    {
        _details ??= await _store.GetAsync(_heartbeat, CancellationToken).ConfigureAwait(false);
        return _details is null ? otherwise : _values.Find<T>().Codec.Decode(_details.Body.Span);
    }

    internal TimeSpan SinceHeartbeat => _clock.GetElapsedTime(Volatile.Read(ref _lastBeat));

    /// <summary>Forgets the details with the end of the call.</summary>
    internal ValueTask ForgetAsync(Commit commit) =>
        _details is null && Attempt == 1 ? default : ForgetAsync(commit, _store, IdempotencyKey, CancellationToken.None);

    /// <summary>Forgets the details of a call that ends without an attempt.</summary>
    internal static async ValueTask ForgetAsync(Commit commit, IFlowStore store, string call, CancellationToken cancellationToken)
    {
        if (await store.GetAsync(DurableNames.Heartbeat(call), cancellationToken).ConfigureAwait(false) is { } details)
            commit.Delete(details.Key, details.Version);
    }
}
