using System.Globalization;

namespace Tributary.Store.Embedded;

/// <content>Counting, listing, and announcing what is ready.</content>
internal sealed partial class MessageBoard
{
    /// <inheritdoc cref="IFlowStore.CountAsync"/>
    public QueueCounts Count(string name)
    {
        QueueCounts counts = default;
        var now = Now;
        lock (Gate)
        {
            Advance(now);
            Arm(now);
            if (_queues.TryGetValue(name, out var queue))
                counts = new QueueCounts(queue.ReadyCount, queue.DelayedCount, queue.LeasedCount, queue.DeadCount);
        }

        Signal();
        return counts;
    }

    /// <inheritdoc cref="IFlowStore.ListQueuesAsync"/>
    public IReadOnlyList<string> ListQueues()
    {
        List<string> names = [];
        lock (Gate)
        {
            foreach (var queue in _queues.Values)
            {
                if (queue.IsUsed)
                    names.Add(queue.Name);
            }
        }

        names.Sort(StringComparer.Ordinal);
        return names;
    }

    /// <inheritdoc cref="IFlowStore.ListMessagesAsync"/>
    /// <remarks>Looks at each message of the queue, and keeps no more than a page of them: an operator's question, not a worker's.</remarks>
    public Page<StoredMessage> List(string name, string? after, int take)
    {
        var position = Paging.Position(after);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(take);

        // The greatest id first, so that what does not belong to the page is dropped as it is found.
        var page = new PriorityQueue<BoardMessage, long>(Comparer<long>.Create(static (a, b) => b.CompareTo(a)));
        List<StoredMessage> items = [];
        List<int> spilled = [];
        lock (Gate)
        {
            if (_queues.TryGetValue(name, out var queue))
            {
                foreach (var message in MessagesOf(queue))
                {
                    if (message.Id <= position)
                        continue;
                    page.Enqueue(message, message.Id);
                    if (page.Count > take + 1L)
                        page.Dequeue();
                }
            }

            while (page.TryDequeue(out var message, out _))
            {
                if (message.IsSpilled)
                    spilled.Add(items.Count);
                items.Add(message.ToStored());
            }
        }

        foreach (var index in spilled)
            items[index] = items[index] with { Body = _loadBody!(items[index].Id) ?? [] };
        items.Reverse();
        return Paging.Cut(items, take, static message => message.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Marks all queues that have work as ready, for the workers that come after an opening.</summary>
    public void SignalAll()
    {
        lock (Gate)
            NoteReady();
        Signal();
    }

    private void NoteReady()
    {
        foreach (var queue in _queues.Values)
        {
            if (queue.Ready.Count == 0 || queue.IsSignalled)
                continue;
            queue.IsSignalled = true;
            _signals.Add(queue);
        }
    }

    private static IEnumerable<BoardMessage> MessagesOf(BoardQueue queue)
    {
        foreach (var partition in queue.Partitions.Values)
        {
            foreach (var message in partition.Visible.ToArray())
                yield return message;
            for (var message = partition.FirstDelayed; message is not null; message = message.Next)
                yield return message;
            foreach (var message in partition.Lease?.Messages ?? [])
                yield return message;
        }
    }
}
