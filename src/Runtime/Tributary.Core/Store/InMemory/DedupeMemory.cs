namespace Tributary.Store.InMemory;

/// <summary>The dedupe ids that were sent, forgotten in order once they are older than the retention time.</summary>
internal sealed class DedupeMemory(TimeSpan retention)
{
    private readonly HashSet<(string Queue, string Id)> _ids = [];
    private readonly Queue<((string Queue, string Id) Id, DateTimeOffset At)> _order = new();

    /// <summary>Remembers an id. False when it is known.</summary>
    public bool TryAdd(string queue, string id, DateTimeOffset now)
    {
        while (_order.TryPeek(out var oldest) && now - oldest.At > retention)
        {
            _order.Dequeue();
            _ids.Remove(oldest.Id);
        }

        if (!_ids.Add((queue, id)))
            return false;
        _order.Enqueue(((queue, id), now));
        return true;
    }
}
