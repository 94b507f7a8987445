using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Reactive.Disposables;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Telemetry;

namespace Tributary.Dispatch;

/// <summary>
/// Runs the turns of every queue that somebody listens to: one at a time per partition (the store's lease guarantees it), many
/// partitions side by side, queues independent of each other. All members are safe to call from any thread.
/// </summary>
/// <remarks>
/// <para>
/// A refused commit (document, index or log) runs the handler again with a fresh turn over the same messages; after the third time with
/// a short random pause, and after 20 times the turn counts as failed. A lost lease drops the turn.
/// </para>
/// <para>
/// A turn that fails with several messages is run again with the first half of them, until one is left; the others stay in the partition,
/// in their order and uncounted. A single message that fails is tried again by the binding's <see cref="RetryPolicy"/> and becomes a dead
/// letter when its attempts are used up. A retry delays that message only: later messages of its partition may be handled before it, so a
/// handler that needs strict order keeps that order in its state.
/// </para>
/// <para>
/// A store that fails is not the fault of a message: the turn pauses and is run again, nothing is counted, and <see cref="StoreFault"/>
/// says so. Out of memory and its like are never answered: the dispatcher ends and <see cref="Completion"/> fails.
/// </para>
/// </remarks>
public sealed class FlowDispatcher : IAsyncDisposable
{
    private readonly DispatchContext _context;
    private readonly TributaryOptions _options;
    private readonly Meter _meter = new(TributaryTelemetry.Name);
    private readonly ConcurrentDictionary<string, QueueListener> _listeners = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _aborting = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly List<QueuePump> _pumps = [];
    private ITimer? _safety;
    private TaskCompletionSource? _stopped;
    private bool _started;
    private long _manualRuns;

    /// <summary>Creates a dispatcher. The store may still be closed; it must be open when turns run.</summary>
    public FlowDispatcher(IFlowStore store, TimeProvider clock, Chance chance, IOptions<TributaryOptions> options, ILogger<FlowDispatcher> logger)
    {
        _context = new DispatchContext(store, clock, chance, logger);
        _options = options.Value;
        QueueDepth.Observe(_meter, store, () => _listeners.Keys);
    }

    /// <summary>The queues that have a handler, in no particular order.</summary>
    public IEnumerable<string> Queues => _listeners.Keys;

    /// <summary>What the store threw at the dispatcher's last call, or null when that call succeeded.</summary>
    public Exception? StoreFault => _context.StoreFault;

    /// <summary>Ends when the dispatcher has stopped; fails when an exception ended it after which the process should not go on.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Begins to handle a queue, also while the dispatcher runs. Disposing the result ends that: turns that run finish, no new one begins.</summary>
    /// <exception cref="InvalidOperationException">The queue already has a handler.</exception>
    public IDisposable Listen(QueueBinding binding)
    {
        var listener = new QueueListener(_context, binding);
        lock (_gate)
        {
            if (!_listeners.TryAdd(binding.Queue, listener))
                throw new InvalidOperationException($"Queue '{binding.Queue}' already has a handler.");
            if (_started && _stopped is null)
                StartPump(listener);
        }

        return Disposable.Create((Dispatcher: this, Listener: listener), static both => both.Dispatcher.Forget(both.Listener));
    }

    /// <summary>Begins to run turns.</summary>
    /// <exception cref="InvalidOperationException">The dispatcher is single-threaded, or was started or stopped before.</exception>
    public ValueTask StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_options.SingleThreaded)
            throw new InvalidOperationException("A single-threaded dispatcher is not started: call RunNextAsync for each turn.");
        lock (_gate)
        {
            if (_started || _stopped is not null)
                throw new InvalidOperationException("A dispatcher is started once.");
            _started = true;
            _context.Store.QueueReady += Wake;
            _safety = _context.Clock.CreateTimer(WakeAll, null, _options.SafetyPoll, _options.SafetyPoll);
            foreach (var listener in _listeners.Values)
                StartPump(listener);
        }

        return ValueTask.CompletedTask;
    }

    /// <summary>
    /// Takes no new lease and waits for the running turns. Those that are not finished within <see cref="TributaryOptions.DrainTimeout"/>
    /// are cancelled and their messages go back uncounted. Further calls wait for the first.
    /// </summary>
    /// <param name="cancellationToken">Ends the waiting as the time-out does.</param>
    public async ValueTask StopAsync(CancellationToken cancellationToken = default)
    {
        TaskCompletionSource stopped;
        bool first;
        lock (_gate)
        {
            first = _stopped is null;
            stopped = _stopped ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        if (!first)
        {
            await stopped.Task.ConfigureAwait(false);
            return;
        }

        try
        {
            await DrainAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            stopped.SetResult();
            _completion.TrySetResult();
        }
    }

    /// <summary>
    /// Leases one partition and runs its turn to the end, on the calling thread as far as the handler and the store allow. Only for a
    /// dispatcher that is not started. Leases are not renewed, and nothing waits for the clock: after a store fault the lease goes back,
    /// and any other exception of the store reaches the caller.
    /// </summary>
    /// <param name="queue">Of which queue; null for any, in turn.</param>
    /// <param name="cancellationToken">Reaches the handler.</param>
    /// <returns>False when nothing was ready.</returns>
    /// <exception cref="InvalidOperationException">The dispatcher runs in the background.</exception>
    public async ValueTask<bool> RunNextAsync(string? queue = null, CancellationToken cancellationToken = default)
    {
        if (_started)
            throw new InvalidOperationException("The dispatcher runs its turns itself.");
        foreach (var listener in Candidates(queue))
        {
            if (await _context.Store.TryLeaseAsync(listener.Request, cancellationToken).ConfigureAwait(false) is not { } lease)
                continue;
            listener.LastRun = Interlocked.Increment(ref _manualRuns);
            await listener.Runner.RunAsync(lease, background: false, cancellationToken, cancellationToken).ConfigureAwait(false);
            return true;
        }

        return false;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        // The token source stays: a handler that ignored its cancellation may still hold the token.
        await StopAsync().ConfigureAwait(false);
        _meter.Dispose();
    }

    // The queue whose turn is longest ago comes first, so that no queue starves another; equal ones in a fixed order, so that a run repeats.
    private IEnumerable<QueueListener> Candidates(string? queue) => queue is null
        ? _listeners.Values.OrderBy(l => l.LastRun).ThenBy(l => l.Request.Queues[0], StringComparer.Ordinal)
        : _listeners.TryGetValue(queue, out var listener) ? [listener] : [];

    private void StartPump(QueueListener listener)
    {
        var pump = listener.Pump = new QueuePump(_context, listener.Binding, Fail, _aborting.Token);
        _pumps.RemoveAll(p => p.Drained.IsCompleted);
        _pumps.Add(pump);
        pump.Start();
    }

    private void Forget(QueueListener listener)
    {
        lock (_gate)
            _listeners.TryRemove(new KeyValuePair<string, QueueListener>(listener.Binding.Queue, listener));
        listener.Pump?.Stop();
    }

    private void Wake(string queue)
    {
        if (_listeners.TryGetValue(queue, out var listener))
            listener.Pump?.Wake();
    }

    private void WakeAll(object? state)
    {
        foreach (var listener in _listeners.Values)
            listener.Pump?.Wake();
    }

    private void Fail(Exception e)
    {
        Log.DispatcherFailed(_context.Logger, e);
        _completion.TrySetException(e);
        foreach (var listener in _listeners.Values)
            listener.Pump?.Stop();
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        QueuePump[] pumps;
        lock (_gate)
            pumps = [.. _pumps];
        _context.Store.QueueReady -= Wake;
        if (_safety is not null)
            await _safety.DisposeAsync().ConfigureAwait(false);
        foreach (var pump in pumps)
            pump.Stop();

        try
        {
            await Task.WhenAll(pumps.Select(p => p.Drained)).WaitAsync(_options.DrainTimeout, _context.Clock, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            await _aborting.CancelAsync().ConfigureAwait(false);
            var unfinished = 0;
            foreach (var pump in pumps)
                unfinished += await pump.GiveBackAsync().ConfigureAwait(false);
            Log.DrainTimedOut(_context.Logger, unfinished, _options.DrainTimeout);
        }
    }
}
