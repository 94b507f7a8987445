namespace Tributary.Store.Embedded;

/// <summary>Where a partition stands.</summary>
internal enum PartitionState
{
    /// <summary>Nothing to lease.</summary>
    Idle,

    /// <summary>In its queue's line, waiting for a worker.</summary>
    Ready,

    /// <summary>With a worker.</summary>
    Leased,

    /// <summary>Abandoned with a delay: not leased before it is due.</summary>
    Held,
}

/// <summary>The messages of one partition: visible ones by arrival, delayed ones in a list. It is timed while it is held.</summary>
internal sealed class BoardPartition : Timed
{
    private BoardMessage[] _visible = new BoardMessage[2];
    private BoardMessage? _delayed;

    /// <summary>The queue it belongs to.</summary>
    public BoardQueue Queue { get; private set; } = null!;

    /// <summary>Its address.</summary>
    public MessageAddress Address { get; private set; }

    /// <summary>Where it stands.</summary>
    public PartitionState State { get; set; }

    /// <summary>Its lease while <see cref="PartitionState.Leased"/>.</summary>
    public BoardLease? Lease { get; set; }

    /// <summary>When it became ready, as a running number over all queues.</summary>
    public long ReadyOrder { get; set; }

    /// <summary>How many visible messages wait here.</summary>
    public int VisibleCount { get; private set; }

    /// <summary>The first of the delayed messages, linked by <see cref="BoardMessage.Next"/>, in no particular order.</summary>
    public BoardMessage? FirstDelayed => _delayed;

    /// <summary>True when the board may forget it.</summary>
    public bool IsEmpty => State == PartitionState.Idle && VisibleCount == 0 && _delayed is null;

    /// <summary>The oldest visible message; there must be one.</summary>
    public BoardMessage Oldest => _visible[0];

    /// <summary>The visible messages, in no particular order.</summary>
    public ReadOnlySpan<BoardMessage> Visible => _visible.AsSpan(0, VisibleCount);

    /// <summary>Takes a new or a recycled object into use.</summary>
    public void Assign(BoardQueue queue, string key)
    {
        Queue = queue;
        Address = new MessageAddress(queue.Name, key);
    }

    /// <summary>Adds a visible message. A binary heap by arrival: an append, the common case, costs one comparison.</summary>
    public void PushVisible(BoardMessage message)
    {
        if (VisibleCount == _visible.Length)
            Array.Resize(ref _visible, VisibleCount * 2);

        var index = VisibleCount++;
        while (index > 0)
        {
            var parent = (index - 1) / 2;
            if (_visible[parent].Id < message.Id)
                break;
            _visible[index] = _visible[parent];
            index = parent;
        }

        _visible[index] = message;
    }

    /// <summary>Takes the oldest visible message.</summary>
    public BoardMessage PopVisible()
    {
        var first = _visible[0];
        var last = _visible[--VisibleCount];
        _visible[VisibleCount] = null!;
        if (VisibleCount == 0)
            return first;

        var index = 0;
        while (true)
        {
            var child = 2 * index + 1;
            if (child >= VisibleCount)
                break;
            if (child + 1 < VisibleCount && _visible[child + 1].Id < _visible[child].Id)
                child++;
            if (last.Id < _visible[child].Id)
                break;
            _visible[index] = _visible[child];
            index = child;
        }

        _visible[index] = last;
        return first;
    }

    /// <summary>Takes out a visible message. False when it is not here.</summary>
    public bool RemoveVisible(BoardMessage message)
    {
        var index = Visible.IndexOf(message);
        if (index < 0)
            return false;
        var kept = new List<BoardMessage>(Visible.ToArray());
        kept.RemoveAt(index);
        Array.Clear(_visible);
        VisibleCount = 0;
        foreach (var other in kept)
            PushVisible(other);
        return true;
    }

    /// <summary>Whether a message is among the delayed ones.</summary>
    public bool HasDelayed(BoardMessage message) => message.Previous is not null || ReferenceEquals(_delayed, message);

    /// <summary>Links a delayed message.</summary>
    public void LinkDelayed(BoardMessage message)
    {
        message.Next = _delayed;
        if (_delayed is not null)
            _delayed.Previous = message;
        _delayed = message;
    }

    /// <summary>Unlinks a delayed message.</summary>
    public void UnlinkDelayed(BoardMessage message)
    {
        if (message.Previous is null)
            _delayed = message.Next;
        else
            message.Previous.Next = message.Next;
        if (message.Next is not null)
            message.Next.Previous = message.Previous;
        message.Previous = message.Next = null;
    }

    /// <summary>Gives back the space of a backlog that is gone, before the object is recycled.</summary>
    public void Shrink()
    {
        if (_visible.Length > 16)
            _visible = new BoardMessage[2];
    }
}
