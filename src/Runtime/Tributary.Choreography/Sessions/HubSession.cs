namespace Tributary.Choreographies;

/// <summary>A session at its host: who has joined, in which state it is, and when it must be over.</summary>
internal sealed partial class HubSession : Session
{
    private readonly Lock _lock = new();
    private readonly SessionLife _life;
    private readonly SessionHub _hub;
    private readonly bool[] _taken;
    private readonly bool[] _finished;
    private readonly SessionOptions _options;
    private readonly long _created;
    private readonly TimeSpan _deadline;
    private readonly ITimer _timer;
    private int _joined;
    private int _over;

    public HubSession(string id, Seating seating, SessionHub hub, SessionOptions options, TimeSpan deadline, TimeSpan joinTimeout)
        : base(id, seating, hub.Clock)
    {
        (_hub, _options, _deadline) = (hub, options, deadline);
        _life = new SessionLife(id);
        _taken = new bool[seating.Count];
        _finished = new bool[seating.Count];
        _away = new Away?[seating.Count];
        _created = Clock.GetTimestamp();
        CreatedAt = Clock.GetUtcNow();
        _timer = Clock.CreateTimer(static state => ((HubSession)state!).TimeOut(), this, joinTimeout < deadline ? joinTimeout : deadline, Timeout.InfiniteTimeSpan);
    }

    public DateTimeOffset CreatedAt { get; }

    public TimeSpan Age => Clock.GetElapsedTime(_created);

    public TimeSpan Remaining => _deadline - Age is var left && left > TimeSpan.Zero ? left : TimeSpan.Zero;

    public long Messages
    {
        get
        {
            var sum = 0L;
            foreach (var seat in Seats)
                sum += seat?.Sent ?? 0;
            foreach (var away in _away)
                sum += away?.Relayed ?? 0;
            return sum;
        }
    }

    public SessionState State
    {
        get
        {
            lock (_lock)
                return _life.State;
        }
    }

    public SessionInfo Info
    {
        get
        {
            lock (_lock)
            {
                return new SessionInfo(
                    Id, Seating.Protocol.Name, Seating.Protocol.Version, _life.State, CreatedAt, Remaining, Seating.Count, _joined, Messages, _options.Metadata);
            }
        }
    }

    /// <summary>Takes a place for an endpoint of this process.</summary>
    /// <exception cref="SessionRefusedException">The session is over, of another protocol, or has no such place to take.</exception>
    public Seat Join(Protocol protocol, int role, int member, Purse purse)
    {
        Seat seat;
        bool all;
        lock (_lock)
        {
            var index = Admit(protocol, role, member);
            seat = new Seat(this, role, member, purse);
            Put(seat);
            all = Take(index);
        }

        AfterJoin(all);
        return seat;
    }

    public override bool Finish(Seat seat) => Over(seat.Index);

    /// <summary>Ends the session for everybody on behalf of whoever runs it.</summary>
    /// <exception cref="SessionStateException">It is over already.</exception>
    public void Cancel()
    {
        if (!TryEnd(new SessionEnd(AbortCause.Cancelled, null, null, null), SessionState.Cancelled))
            throw new SessionStateException(Id, State, SessionState.Cancelled);
    }

    /// <summary>Forgets a session that was never opened.</summary>
    public void Discard() => _timer.Dispose();

    protected override void Report(Seat seat, SessionEnd end, bool isOwn) => Report(seat.Index, end, isOwn);

    private void Report(int index, SessionEnd end, bool isOwn)
    {
        if (isOwn && IsDeath(Seating.RoleAt(index), end.Cause))
            Die(index, end);
        else
            Abort(end);
    }

    private bool Over(int index)
    {
        lock (_lock)
        {
            if (End is not null || _finished[index])
                return false;
            _finished[index] = true;
            _over++;
        }

        CompleteIfOver();
        return true;
    }

    private void Abort(SessionEnd end) => TryEnd(end, end.Cause switch
    {
        AbortCause.TimedOut => SessionState.TimedOut,
        AbortCause.Cancelled => SessionState.Cancelled,
        _ => SessionState.Aborted,
    });

    private void Die(int index, SessionEnd death)
    {
        lock (_lock)
        {
            if (_life.State != SessionState.Active || _finished[index])
            {
                index = -1;
            }
            else
            {
                _finished[index] = true;
                _over++;
            }
        }

        if (index < 0)
        {
            Abort(death);
            return;
        }

        MarkDead(index, death);
        TellAway(away => away.RoleDied(index, death));
        CompleteIfOver();
    }

    private int Admit(Protocol protocol, int role, int member)
    {
        if (_life.IsOver)
            throw Refuse(SessionRefusal.Over, $"Session {Id} is {_life.State}. It does not come back.");
        if (protocol.Fingerprint != Seating.Protocol.Fingerprint)
            throw Refuse(SessionRefusal.WrongProtocol, $"Session {Id} is one of {Seating.Protocol} ({Seating.Protocol.Fingerprint}), and the endpoint is of {protocol} ({protocol.Fingerprint}).");
        var index = Seating.Find(role, member);
        if (index < 0)
            throw Refuse(SessionRefusal.UnknownRole, $"Session {Id} of {Seating.Protocol} has no role {role} with a member {member}.");
        return _taken[index] ? throw Refuse(SessionRefusal.Taken, $"{Seating.NameOf(index)} of session {Id} is played already.") : index;
    }

    private bool Take(int index)
    {
        _taken[index] = true;
        if (_life.State == SessionState.Created)
            _life.Become(SessionState.Joining);
        if (++_joined < Seating.Count)
            return false;
        _life.Become(SessionState.Active);
        _timer.Change(Remaining, Timeout.InfiniteTimeSpan);
        return true;
    }

    private void AfterJoin(bool all)
    {
        if (_joined == 1)
            _hub.Publish(this, SessionState.Joining, null);
        if (!all)
            return;
        _hub.Publish(this, SessionState.Active, null);
        TellAway(static away => away.Start());
        MarkStarted();
    }

    private void CompleteIfOver()
    {
        lock (_lock)
        {
            if (_over < Seating.Count || _life.IsOver)
                return;
            _life.Become(SessionState.Completed);
        }

        Close(SessionState.Completed, null);
    }

    private void TimeOut() => Abort(new SessionEnd(AbortCause.TimedOut, null, null, State == SessionState.Active ? "Its deadline is over." : "Not all roles have joined in time."));

    private bool TryEnd(SessionEnd end, SessionState state)
    {
        lock (_lock)
        {
            if (_life.IsOver)
                return false;
            _life.Become(state);
            MarkAborted(end);
        }

        TellAway(away => away.Abort(end));
        Close(state, end);
        return true;
    }

    private void Close(SessionState state, SessionEnd? end)
    {
        _timer.Dispose();
        _hub.Forget(this);
        _hub.Publish(this, state, end);
    }

    private static SessionRefusedException Refuse(SessionRefusal reason, string message) => new(reason, message);
}
