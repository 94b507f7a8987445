namespace Tributary.Choreographies;

/// <summary>The frames of one direction between two places, in the order in which they were sent. One side writes, one reads.</summary>
internal sealed class Mailbox : Pulse
{
    private Frame[] _frames = [];
    private int _head;
    private int _count;
    private int _last;
    private List<Frame>? _expectedLate;

    /// <summary>Another reader who waits for any of several mailboxes, or null.</summary>
    public Pulse? Also { get; set; }

    /// <summary>Puts a frame in. One that came already is dropped.</summary>
    public void Put(in Frame frame)
    {
        bool wake;
        lock (Gate)
        {
            if (frame.Number <= _last)
                return;
            _last = frame.Number;
            if (_count == _frames.Length)
                Grow();
            _frames[(_head + _count++) & (_frames.Length - 1)] = frame;
            wake = BeatInside();
        }

        if (wake)
            Wake();
        Also?.Beat();
    }

    /// <summary>Looks at the next frame that the reader can act on where it is. Frames that are too late are dropped on the way.</summary>
    public bool TryPeek(Seat reader, GuardScope? scope, out int step)
    {
        step = 0;
        if (IsEmpty)
            return false;
        lock (Gate)
        {
            var there = FindHead(reader, scope);
            step = there ? _frames[_head].Step : 0;
            return there;
        }
    }

    /// <summary>Takes the next frame that the reader can act on where it is.</summary>
    public bool TryTake(Seat reader, GuardScope? scope, out Frame frame)
    {
        frame = default;
        if (IsEmpty)
            return false;
        lock (Gate)
        {
            if (!FindHead(reader, scope))
                return false;
            frame = RemoveHead();
            return true;
        }
    }

    /// <summary>Drops one frame of a step when it comes: nobody waits for it any more.</summary>
    public void ExpectLate(int step, GuardPath? path)
    {
        lock (Gate)
            (_expectedLate ??= []).Add(new Frame(0, step, path, default));
    }

    // Without the lock: who misses a frame here has not seen its beat either, and does not wait.
    private bool IsEmpty => Volatile.Read(ref _count) == 0;

    private bool FindHead(Seat reader, GuardScope? scope)
    {
        while (_count > 0)
        {
            ref readonly var head = ref _frames[_head];
            if (_expectedLate is not null && IsExpectedLate(head))
            {
                RemoveHead();
                continue;
            }

            if (head.Path is null && scope is null)
                return true;
            var standing = GuardScope.Judge(head.Path, scope, reader);
            if (standing != Standing.Late)
                return standing == Standing.Now;
            RemoveHead();
        }

        return false;
    }

    private bool IsExpectedLate(in Frame frame)
    {
        for (var i = 0; i < _expectedLate!.Count; i++)
        {
            if (_expectedLate[i].Step != frame.Step || !Equals(_expectedLate[i].Path, frame.Path))
                continue;
            _expectedLate.RemoveAt(i);
            if (_expectedLate.Count == 0)
                _expectedLate = null;
            return true;
        }

        return false;
    }

    private Frame RemoveHead()
    {
        var frame = _frames[_head];
        _frames[_head] = default;
        _head = (_head + 1) & (_frames.Length - 1);
        _count--;
        return frame;
    }

    private void Grow()
    {
        var larger = new Frame[Math.Max(2, _frames.Length * 2)];
        for (var i = 0; i < _count; i++)
            larger[i] = _frames[(_head + i) & (_frames.Length - 1)];
        (_frames, _head) = (larger, 0);
    }
}

/// <summary>One message on its way.</summary>
/// <param name="Number">Its place among the frames of its direction, from 1.</param>
/// <param name="Step">What it is.</param>
/// <param name="Path">The guarded part that it was sent in; null outside of all.</param>
/// <param name="Value">What it carries.</param>
internal readonly record struct Frame(int Number, int Step, GuardPath? Path, Parcel Value);
