namespace Tributary.Choreographies;

/// <summary>
/// A place of a hub's session that another process plays: what is for it goes over that process's link. What is for a durable place is
/// kept until it was written down there, and goes to the process that comes after a restart.
/// </summary>
internal sealed class Away(HubSession session, int index, bool isDurable)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, int> _last = [];
    private readonly Queue<(int From, int Number, byte[] Message)> _kept = new();
    private readonly List<byte[]> _announced = [];
    private Link? _link;
    private int _handle;
    private bool _started;
    private long _relayed;

    public HubSession Session => session;

    public int Index => index;

    public bool IsDurable => isDurable;

    /// <summary>The last step that came from it, for the message of its death.</summary>
    public int LastStep { get; set; }

    /// <summary>How many of its frames were passed on.</summary>
    public long Relayed => Volatile.Read(ref _relayed);

    /// <summary>Whether a process plays it at the moment.</summary>
    public bool IsAttached
    {
        get
        {
            lock (_lock)
                return _link is { IsConnected: true };
        }
    }

    /// <summary>Connects it with a process, and sends what that has not written down yet.</summary>
    public void Attach(Link link, int handle, IReadOnlyDictionary<int, int> consumed, byte[] joined)
    {
        lock (_lock)
        {
            (_link, _handle) = (link, handle);
            link.Send(joined);
            if (_started)
                link.Send(Started());
            foreach (var announced in _announced)
                link.Send(Address(announced));
            Release(consumed);
            foreach (var (_, _, message) in _kept)
                link.Send(Address(message));
        }
    }

    /// <summary>The process is gone. A durable place waits for the next one.</summary>
    /// <returns>Whether that was the process that played it.</returns>
    public bool Detach(Link link)
    {
        lock (_lock)
        {
            if (_link != link)
                return false;
            _link = null;
            return true;
        }
    }

    public void Start()
    {
        lock (_lock)
        {
            _started = true;
            _link?.Send(Started());
        }
    }

    /// <summary>Passes a frame on to it. One that was sent before is dropped.</summary>
    public bool Put(int from, int number, int step, GuardPath? path, ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            if (number <= _last.GetValueOrDefault(from))
                return false;
            _last[from] = number;
            var message = new MessageWriter(MessageKind.Frame).Number(_handle).Number(from).Number(number).Number(step).Path(path).Time(session.Remaining).Rest(payload).ToArray();
            if (isDurable)
                _kept.Enqueue((from, number, message));
            _link?.Send(message);
            return true;
        }
    }

    public void Announce(GuardPath path, bool completed)
    {
        var message = new MessageWriter(MessageKind.Announce).Number(0).Path(path).Number(completed ? 1 : 0).ToArray();
        lock (_lock)
        {
            if (isDurable)
                _announced.Add(message);
            _link?.Send(Address(message));
        }
    }

    public void Abort(SessionEnd end)
    {
        lock (_lock)
            _link?.Send(new MessageWriter(MessageKind.Aborted).Number(_handle).End(end).ToArray());
    }

    public void RoleDied(int seat, SessionEnd death)
    {
        lock (_lock)
            _link?.Send(new MessageWriter(MessageKind.Died).Number(_handle).Number(seat).End(death).ToArray());
    }

    /// <summary>It has written down what it took up to a frame of a sender.</summary>
    public void Consumed(IReadOnlyDictionary<int, int> consumed)
    {
        lock (_lock)
            Release(consumed);
    }

    public void CountRelayed() => Interlocked.Increment(ref _relayed);

    private byte[] Started() => new MessageWriter(MessageKind.Started).Number(_handle).Time(session.Remaining).ToArray();

    private void Release(IReadOnlyDictionary<int, int> consumed)
    {
        for (var i = _kept.Count; i > 0; i--)
        {
            var kept = _kept.Dequeue();
            if (kept.Number > consumed.GetValueOrDefault(kept.From))
                _kept.Enqueue(kept);
        }
    }

    /// <summary>A kept message with the handle that the present process knows the place by.</summary>
    private byte[] Address(byte[] message)
    {
        var reader = new MessageReader(message);
        reader.Int();
        return new MessageWriter(reader.Kind).Number(_handle).Rest(reader.Rest.Span).ToArray();
    }
}
