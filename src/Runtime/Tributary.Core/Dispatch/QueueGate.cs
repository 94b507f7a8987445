using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>
/// Bounds how many messages of one queue may wait: senders enter before they commit their sends, and whoever consumes messages releases
/// them. Nothing is dropped; senders wait in the order of their arrival. Counts what passes through this process; safe to use from any
/// thread.
/// </summary>
/// <remarks>
/// Messages that were in the store before are taken into account by <see cref="RecountAsync"/>. Messages that enter the queue past the gate,
/// such as dead letters that are requeued, are released without having entered; so the count never goes below zero.
/// </remarks>
public sealed class QueueGate
{
    private readonly Lock _gate = new();
    private readonly LinkedList<Waiter> _waiters = new();
    private long _pending;

    /// <summary>Creates an empty gate.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="limit">How many messages may wait; at least 1.</param>
    public QueueGate(string queue, int limit)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        Queue = queue;
        Limit = limit;
    }

    /// <summary>The queue.</summary>
    public string Queue { get; }

    /// <summary>How many messages may wait.</summary>
    public int Limit { get; }

    /// <summary>How many messages have entered and were not yet released.</summary>
    public long Pending
    {
        get
        {
            lock (_gate)
                return _pending;
        }
    }

    /// <summary>How many senders wait.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate)
                return _waiters.Count;
        }
    }

    /// <summary>Waits until so many messages may be sent. When the send then fails, the caller releases them.</summary>
    /// <param name="count">How many; at most <see cref="Limit"/>.</param>
    /// <param name="cancellationToken">Ends the waiting; nothing was entered then.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is not positive, or larger than the limit, so that it could never enter.</exception>
    public ValueTask EnterAsync(int count, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Limit);
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        LinkedListNode<Waiter> node;
        lock (_gate)
        {
            if (_waiters.Count == 0 && _pending + count <= Limit)
            {
                _pending += count;
                return ValueTask.CompletedTask;
            }

            node = _waiters.AddLast(new Waiter(count));
        }

        return new ValueTask(WaitAsync(node, cancellationToken));
    }

    /// <summary>Says that messages no longer wait: they were consumed, became dead letters, or were not sent after all.</summary>
    public void Release(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        lock (_gate)
        {
            _pending = Math.Max(0, _pending - count);
            Admit();
        }
    }

    /// <summary>Takes the count from the store. Exact when nobody sends or consumes meanwhile, as before the dispatcher starts.</summary>
    public async ValueTask RecountAsync(IFlowStore store, CancellationToken cancellationToken = default)
    {
        var counts = await store.CountAsync(Queue, cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _pending = counts.Pending;
            Admit();
        }
    }

    private async Task WaitAsync(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        var registration = cancellationToken.UnsafeRegister((_, token) => Cancel(node, token), null);
        await using (registration.ConfigureAwait(false))
            await node.Value.Admitted.Task.ConfigureAwait(false);
    }

    private void Cancel(LinkedListNode<Waiter> node, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            // Who was admitted in the same moment stays admitted.
            if (node.List is null)
                return;
            _waiters.Remove(node);
            node.Value.Admitted.SetCanceled(cancellationToken);
            Admit();
        }
    }

    private void Admit()
    {
        while (_waiters.First is { } first && _pending + first.Value.Count <= Limit)
        {
            _waiters.RemoveFirst();
            _pending += first.Value.Count;
            first.Value.Admitted.SetResult();
        }
    }

    private sealed class Waiter(int count)
    {
        public int Count => count;

        public TaskCompletionSource Admitted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
