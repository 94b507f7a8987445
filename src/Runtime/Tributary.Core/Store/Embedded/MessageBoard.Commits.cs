namespace Tributary.Store.Embedded;

/// <content>The steps of a commit. Each is called with <see cref="Gate"/> held.</content>
internal sealed partial class MessageBoard
{
    /// <summary>
    /// Checks the lease of a commit and its settlements, and pins the lease, so that it cannot expire while the medium works.
    /// </summary>
    /// <param name="commit">The commit.</param>
    /// <param name="lease">Its pinned lease; null when it names none.</param>
    /// <returns>Null, or the refusal; then nothing is pinned.</returns>
    public CommitResult? Begin(Commit commit, out BoardLease? lease)
    {
        lease = null;
        if (commit.Lease.Value == 0)
        {
            return commit.Settlements.Count == 0
                ? null
                : CommitResult.Refused(ConflictKind.Lease, "Messages are settled without a lease.");
        }

        var now = Now;
        Advance(now);
        Arm(now);
        if (!_leases.TryGetValue(commit.Lease.Value, out var held) || held.IsPinned)
            return CommitResult.Refused(ConflictKind.Lease, $"Lease {commit.Lease.Value} is no longer held.");

        var settlements = commit.Settlements;
        for (var i = 0; i < settlements.Count; i++)
        {
            var message = held.Find(settlements[i].MessageId);
            if (message is null || message.Settlement >= 0)
            {
                ForgetSettlements(held);
                return CommitResult.Refused(
                    ConflictKind.Lease, $"Message {settlements[i].MessageId} is not, or not any more, under lease {commit.Lease.Value}.");
            }

            message.Settlement = i;
        }

        held.IsPinned = true;
        _expiries.Remove(held);
        lease = held;
        return null;
    }

    /// <summary>Takes <see cref="Begin"/> back: the commit was refused, or the medium failed. The lease holds as before.</summary>
    public void Cancel(BoardLease? lease)
    {
        if (lease is null)
            return;
        ForgetSettlements(lease);
        lease.IsPinned = false;
        _expiries.Add(lease, lease.Due);
        Arm(Now);
    }

    /// <summary>Applies the settlements of a pinned lease and ends it.</summary>
    public void Settle(BoardLease lease, Commit commit)
    {
        var now = Now;
        foreach (var message in lease.Messages)
        {
            if (message.Settlement < 0)
                continue;

            if (_suspects.Count > 0)
                Acquit(message);
            var settlement = commit.Settlements[message.Settlement];
            if (settlement.Kind != SettlementKind.Retry)
            {
                Forget(message);
                if (settlement.Kind == SettlementKind.DeadLetter)
                    message.Partition.Queue.DeadCount++;
                continue;
            }

            message.LastError = settlement.Detail;
            message.VisibleFrom = settlement.VisibleFrom.UtcTicks;
            if (message.VisibleFrom > now)
                PutDelayed(message);
            else
                PutVisible(message);
        }

        End(lease, uncount: true, heldUntil: 0);
        ForgetSettlements(lease);
        Arm(now);
    }

    /// <summary>Adds a message that was sent, requeued, or found when the store was opened.</summary>
    public void Add(string queueName, string partitionKey, BoardMessage message)
    {
        var queue = QueueOf(queueName);
        if (!queue.Partitions.TryGetValue(partitionKey, out var partition))
        {
            if (!_recycled.TryPop(out partition))
                partition = new BoardPartition();
            partition.Assign(queue, partitionKey);
            queue.Partitions.Add(partitionKey, partition);
        }

        message.Partition = partition;
        if (!message.IsSpilled)
        {
            _bodyBytes += message.Body.Length;
            if (_bodyBytes > _bodyBudget)
            {
                _bodyBytes -= message.Body.Length;
                message.IsSpilled = true;
                message.Body = default;
            }
        }

        // One that was never to wait is visible even if the clock was turned back since.
        long now;
        if (message.VisibleFrom > message.EnqueuedAt && message.VisibleFrom > (now = Now))
        {
            PutDelayed(message);
            Arm(now);
        }
        else
        {
            PutVisible(message);
            Offer(partition);
        }
    }

    /// <summary>The messages that a withdrawal means: those that wait, in no particular order.</summary>
    public IReadOnlyList<BoardMessage> FindWaiting(in Withdrawal withdrawal)
    {
        Advance(Now);
        var found = new List<BoardMessage>();
        if (!_queues.TryGetValue(withdrawal.Partition.Queue, out var queue) || !queue.Partitions.TryGetValue(withdrawal.Partition.Partition, out var partition))
            return found;
        foreach (var message in partition.Visible)
            AddMatch(message, withdrawal.DedupeId);
        for (var message = partition.FirstDelayed; message is not null; message = message.Next)
            AddMatch(message, withdrawal.DedupeId);
        return found;

        void AddMatch(BoardMessage message, string? dedupeId)
        {
            if (dedupeId is null || message.DedupeId == dedupeId)
                found.Add(message);
        }
    }

    /// <summary>Takes messages off the board that were found waiting; those that were leased since stay with their lease.</summary>
    public void Remove(IReadOnlyList<BoardMessage> messages)
    {
        foreach (var message in messages)
        {
            var partition = message.Partition;
            if (partition.RemoveVisible(message))
            {
                partition.Queue.ReadyCount--;
            }
            else if (partition.HasDelayed(message))
            {
                partition.UnlinkDelayed(message);
                partition.Queue.DelayedCount--;
                _delays.Remove(message);
            }
            else
            {
                continue;
            }

            if (_suspects.Count > 0)
                Acquit(message);
            Forget(message);
            Offer(partition);
        }

        Arm(Now);
    }

    /// <summary>Makes the delayed messages of a partition visible. They count as visible since they arrived.</summary>
    public void Wake(MessageAddress address)
    {
        if (!_queues.TryGetValue(address.Queue, out var queue) || !queue.Partitions.TryGetValue(address.Partition, out var partition))
            return;

        while (partition.FirstDelayed is { } message)
        {
            partition.UnlinkDelayed(message);
            queue.DelayedCount--;
            _delays.Remove(message);
            message.VisibleFrom = message.EnqueuedAt;
            PutVisible(message);
        }

        Offer(partition);
        Arm(Now);
    }

    /// <summary>Changes the count of dead letters: those found on opening, one requeued or purged.</summary>
    public void CountDead(string queue, long change) => QueueOf(queue).DeadCount += change;

    private static void ForgetSettlements(BoardLease lease)
    {
        foreach (var message in lease.Messages)
            message.Settlement = -1;
    }

    private void Forget(BoardMessage message)
    {
        if (!message.IsSpilled)
            _bodyBytes -= message.Body.Length;
    }

    private BoardQueue QueueOf(string name)
    {
        if (!_queues.TryGetValue(name, out var queue))
            _queues.Add(name, queue = new BoardQueue(name));
        return queue;
    }
}
