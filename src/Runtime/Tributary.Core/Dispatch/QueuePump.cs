using System.Threading.Channels;
using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>
/// Leases the partitions of one queue and runs their turns side by side on the thread pool, up to the binding's concurrency. One loop
/// leases; it sleeps when nothing is ready or the concurrency is used up, and a flag wakes it, so no wake-up that comes between looking
/// and sleeping is lost. Another loop renews the leases of turns that take long.
/// </summary>
internal sealed class QueuePump
{
    private readonly DispatchContext _context;
    private readonly QueueBinding _binding;
    private readonly LeaseRequest _request;
    private readonly Action<Exception> _fatal;
    private readonly CancellationToken _aborting;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PeriodicTimer _renewal;
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    private readonly Lock _gate = new();
    private readonly List<TurnSlot> _slots = [];
    private readonly Stack<TurnSlot> _idle = new();
    private int _running;
    private bool _leasing = true;

    /// <summary>Creates a pump.</summary>
    /// <param name="context">What the queues share.</param>
    /// <param name="binding">The queue and its handler.</param>
    /// <param name="aborting">Cancels handlers when the time to drain is over.</param>
    /// <param name="fatal">Called with an exception after which the process cannot go on.</param>
    public QueuePump(DispatchContext context, QueueBinding binding, Action<Exception> fatal, CancellationToken aborting)
    {
        _context = context;
        _binding = binding;
        _fatal = fatal;
        _aborting = aborting;
        _request = new LeaseRequest([binding.Queue], binding.LeaseDuration, binding.MaxMessagesPerTurn);
        _renewal = new PeriodicTimer(binding.LeaseDuration / 4, context.Clock);
    }

    /// <summary>Ends when the pump was stopped and its last turn is over.</summary>
    public Task Drained => _drained.Task;

    public void Start()
    {
        // Without the caller's execution context: what an adapter keeps in an AsyncLocal must not reach the turns of a queue.
        ThreadPool.UnsafeQueueUserWorkItem(static pump => _ = pump.LeaseLoopAsync(), this, preferLocal: false);
        ThreadPool.UnsafeQueueUserWorkItem(static pump => _ = pump.RenewLoopAsync(), this, preferLocal: false);
    }

    public void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>Takes no new lease from here on; what runs, runs on.</summary>
    public void Stop() => _stopping.Cancel();

    /// <summary>Gives the leases of running turns back: their commits will be refused.</summary>
    public async ValueTask<int> GiveBackAsync()
    {
        var count = 0;
        foreach (var slot in Slots())
        {
            if (slot.Lease is not { } lease)
                continue;
            count++;
            await slot.Runner.GiveBackAsync(lease, TimeSpan.Zero).ConfigureAwait(false);
        }

        return count;
    }

    /// <summary>Runs a slot's lease; never throws.</summary>
    public async Task RunAsync(TurnSlot slot, Lease lease)
    {
        try
        {
            await slot.Runner.RunAsync(lease, background: true, _stopping.Token, _aborting).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            // The runner answers every exception but those after which nothing can be trusted.
            _fatal(e);
        }
        finally
        {
            Finished(slot);
        }
    }

    private async Task LeaseLoopAsync()
    {
        var faults = 0;
        try
        {
            while (!_stopping.IsCancellationRequested)
            {
                try
                {
                    if (Volatile.Read(ref _running) < _binding.MaxConcurrency)
                    {
                        var lease = await _context.Store.TryLeaseAsync(_request, _aborting).ConfigureAwait(false);
                        if (faults > 0)
                            _context.StoreWorks();
                        faults = 0;
                        if (lease is not null)
                        {
                            Begin(lease);
                            continue;
                        }
                    }

                    await _wake.Reader.ReadAsync(_stopping.Token).ConfigureAwait(false);
                }
                catch (Exception e) when (!_stopping.IsCancellationRequested && !Fatal.Is(e))
                {
                    _context.StoreFailed(_binding.Queue, e);
                    await Task.Delay(_context.PauseAfterFault(++faults), _context.Clock, _stopping.Token).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (_stopping.IsCancellationRequested && !Fatal.Is(e))
        {
            Log.QueueStopped(_context.Logger, _binding.Queue, e);
        }
        catch (Exception e)
        {
            _fatal(e);
        }
        finally
        {
            lock (_gate)
            {
                _leasing = false;
                DisposeWhenDrained();
            }
        }
    }

    private void Begin(Lease lease)
    {
        TurnSlot? slot;
        lock (_gate)
        {
            _running++;
            if (!_idle.TryPop(out slot))
                _slots.Add(slot = new TurnSlot(this, new TurnRunner(_context, _binding)));
        }

        slot.Begin(lease, RenewalTime());
        ThreadPool.UnsafeQueueUserWorkItem(slot, preferLocal: false);
    }

    private void Finished(TurnSlot slot)
    {
        bool wasFull;
        lock (_gate)
        {
            slot.End();
            _idle.Push(slot);
            wasFull = _running-- == _binding.MaxConcurrency;
            DisposeWhenDrained();
        }

        if (wasFull)
            Wake();
    }

    private void DisposeWhenDrained()
    {
        if (!_leasing && _running == 0)
            _renewal.Dispose();
    }

    private async Task RenewLoopAsync()
    {
        try
        {
            while (await _renewal.WaitForNextTickAsync(CancellationToken.None).ConfigureAwait(false))
            {
                foreach (var slot in Slots())
                    await RenewAsync(slot).ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            _fatal(e);
        }
        finally
        {
            _drained.TrySetResult();
        }
    }

    private async ValueTask RenewAsync(TurnSlot slot)
    {
        if (slot.Lease is not { } lease || _context.Clock.GetTimestamp() < slot.RenewAt)
            return;
        // Counted from before the call, as the store may count it.
        var next = RenewalTime();
        try
        {
            if (await _context.Store.RenewAsync(lease.Token, _binding.LeaseDuration, CancellationToken.None).ConfigureAwait(false))
                slot.Renewed(lease, next);
        }
        catch (FlowStoreException e)
        {
            // Tried again at the next tick; if it never succeeds, the turn's commit is refused.
            _context.StoreFailed(_binding.Queue, e);
        }
    }

    private long RenewalTime() =>
        _context.Clock.GetTimestamp() + (long)(_binding.LeaseDuration.TotalSeconds / 2 * _context.Clock.TimestampFrequency);

    private TurnSlot[] Slots()
    {
        lock (_gate)
            return [.. _slots];
    }
}
