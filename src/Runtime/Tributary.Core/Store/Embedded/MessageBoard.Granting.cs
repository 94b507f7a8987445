namespace Tributary.Store.Embedded;

/// <content>How a lease is granted. Each step is called with <see cref="Gate"/> held, but for the loading of payloads.</content>
internal sealed partial class MessageBoard
{
    private BoardQueue? NextReady(IReadOnlyList<string> queues)
    {
        BoardQueue? next = null;
        var order = long.MaxValue;
        for (var i = 0; i < queues.Count; i++)
        {
            if (!_queues.TryGetValue(queues[i], out var queue))
                continue;
            // What was in line may have been withdrawn since, or has to wait.
            BoardPartition? first;
            while (queue.Ready.TryPeek(out first) && (first.VisibleCount == 0 || !MayRun(first)))
            {
                queue.Ready.Dequeue();
                first.State = PartitionState.Idle;
                Offer(first);
            }

            if (first is not null && first.ReadyOrder < order)
            {
                next = queue;
                order = first.ReadyOrder;
            }
        }

        return next;
    }

    private BoardLease Grant(BoardQueue queue, long expires, int maxMessages)
    {
        var partition = queue.Ready.Dequeue();
        var half = partition.Oldest.Half;
        var trial = half > 0 && half == _half ? partition.Oldest.Deaths + 1 : 0;
        var messages = new BoardMessage[Math.Min(maxMessages, partition.VisibleCount)];
        for (var i = 0; i < messages.Length; i++)
        {
            if (partition.Oldest.Half != half)
            {
                // It is not tried together with these.
                messages = messages[..i];
                break;
            }

            messages[i] = partition.PopVisible();
            messages[i].Attempts++;
        }

        queue.ReadyCount -= messages.Length;
        queue.LeasedCount += messages.Length;
        var lease = new BoardLease(new LeaseToken(++_lastToken), partition, messages) { Trial = trial };
        if (_journal is not null)
            lease.JournalSlot = _journal.Enter(messages[0].Id, messages[^1].Id, trial);
        partition.State = PartitionState.Leased;
        partition.Lease = lease;
        _leases.Add(lease.Token.Value, lease);
        _expiries.Add(lease, expires);
        return lease;
    }

    private void LoadSpilled(BoardLease lease, StoredMessage[] messages)
    {
        try
        {
            for (var i = 0; i < messages.Length; i++)
            {
                // A message that is gone was taken over and settled meanwhile, so this lease can commit nothing any more.
                if (lease.Messages[i].IsSpilled)
                    messages[i] = messages[i] with { Body = _loadBody!(messages[i].Id) ?? [] };
            }
        }
        catch (FlowStoreException)
        {
            Abandon(lease.Token, TimeSpan.Zero);
            throw;
        }
    }
}
