namespace Tributary.Choreographies;

/// <summary>A session as a process sees it that plays one place of it from afar.</summary>
internal sealed class RemoteSession : Session
{
    private readonly Link _link;
    private readonly int _handle;
    private readonly TimeSpan _detectionTime;
    private readonly Lock _lock = new();
    private readonly ITimer _timer;
    private TimeSpan _due;
    private readonly long _joined;

    public RemoteSession(string id, Seating seating, TimeProvider clock, Link link, int handle, TimeSpan remaining, TimeSpan detectionTime)
        : base(id, seating, clock)
    {
        (_link, _handle, _detectionTime) = (link, handle, detectionTime);
        _joined = clock.GetTimestamp();
        _due = remaining + detectionTime;
        _timer = clock.CreateTimer(static session => ((RemoteSession)session!).TimeOut(), this, _due, Timeout.InfiniteTimeSpan);
    }

    public int Handle => _handle;

    public void Take(Seat seat) => Put(seat);

    public override bool Finish(Seat seat)
    {
        _timer.Dispose();
        if (End is not null)
            return false;
        _link.Send(new MessageWriter(MessageKind.Finish).Number(_handle).ToArray());
        return true;
    }

    public override void TellTaken(Seat seat, IReadOnlyDictionary<int, int> taken)
        => _link.Send(new MessageWriter(MessageKind.Consumed).Number(_handle).Consumed(taken).ToArray());

    /// <summary>Ends it in this process only: the host is gone, or a durable endpoint stops for now.</summary>
    public void Abandon(AbortCause cause, string detail) => Abort(new SessionEnd(cause, null, null, detail));

    /// <summary>Takes a message that is for this session.</summary>
    public void Receive(MessageReader reader)
    {
        switch (reader.Kind)
        {
            case MessageKind.Started:
                Tighten(reader.Time());
                MarkStarted();
                break;
            case MessageKind.Frame:
                var (from, number, step, path) = (Place(reader.Int()), reader.Int(), reader.Int(), reader.Path());
                Tighten(reader.Time());
                Own().From(from).Put(new Frame(number, step, path, Parcel.OfBytes(reader.Rest)));
                break;
            case MessageKind.Announce:
                Own().Announce(reader.Path() ?? throw new WireFormatException("An announcement is about nothing."), reader.Flag());
                break;
            case MessageKind.Aborted:
                Abort(reader.End(Seating.Protocol));
                break;
            default:
                MarkDead(Place(reader.Int()), reader.End(Seating.Protocol));
                break;
        }
    }

    protected override void SendAway(int from, int to, int step, GuardPath? path, ReadOnlyMemory<byte> payload, Seat sender) => _link.Send(
        new MessageWriter(MessageKind.Frame).Number(_handle).Number(to).Number(sender.NumberNext(to)).Number(step).Path(path).Time(Remaining).Rest(payload.Span).ToArray());

    protected override void AnnounceAway(int from, int to, GuardPath path, bool completed)
        => _link.Send(new MessageWriter(MessageKind.Announce).Number(_handle).Number(to).Path(path).Number(completed ? 1 : 0).ToArray());

    protected override void Report(Seat seat, SessionEnd end, bool isOwn)
    {
        // A durable endpoint whose process stops has not failed: it comes back.
        if (seat.Journal is null || end.Cause != AbortCause.Cancelled)
            _link.Send(new MessageWriter(MessageKind.Fail).Number(_handle).End(end).Number(isOwn ? 1 : 0).ToArray());
        Abort(end);
    }

    private TimeSpan Remaining => _due - _detectionTime - Clock.GetElapsedTime(_joined);

    private void Abort(SessionEnd end)
    {
        _timer.Dispose();
        MarkAborted(end);
    }

    private void TimeOut() => Abort(new SessionEnd(AbortCause.TimedOut, null, null, "Its deadline is over, and its host is silent."));

    /// <summary>The host knows the deadline; what it says with a frame counts if it is earlier.</summary>
    private void Tighten(TimeSpan remaining)
    {
        lock (_lock)
        {
            var due = Clock.GetElapsedTime(_joined) + remaining + _detectionTime;
            if (due >= _due)
                return;
            _due = due;
            if (End is null)
                _timer.Change(remaining + _detectionTime, Timeout.InfiniteTimeSpan);
        }
    }

    private int Place(int seat) => seat < Seating.Count ? seat : throw new WireFormatException($"There is no place {seat}.");

    private Seat Own()
    {
        foreach (var seat in Seats)
        {
            if (seat is not null)
                return seat;
        }

        throw new InvalidOperationException($"Nobody plays in session {Id} here.");
    }
}
