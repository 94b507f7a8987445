namespace Tributary.Choreographies;

/// <content>The places that other processes play.</content>
internal sealed partial class HubSession
{
    private readonly Away?[] _away;

    /// <summary>Takes a place for an endpoint of another process; or, if it is durable and its process is gone, takes it again.</summary>
    /// <exception cref="SessionRefusedException">The session is over, of another protocol, or has no such place to take.</exception>
    public Away JoinFromAway(Protocol protocol, int role, int member, bool isDurable, Action<Away> attach)
    {
        Away away;
        var all = false;
        lock (_lock)
        {
            var index = Seating.Find(role, member);
            if (isDurable && index >= 0 && !_life.IsOver && !_finished[index] && protocol.Fingerprint == Seating.Protocol.Fingerprint && _away[index] is { IsDurable: true, IsAttached: false } again)
            {
                away = again;
            }
            else
            {
                index = Admit(protocol, role, member);
                _away[index] = away = new Away(this, index, isDurable);
                all = Take(index);
            }

            // Inside the lock, so that nothing is sent to the place before its process is known.
            attach(away);
        }

        AfterJoin(all);
        return away;
    }

    /// <summary>Passes a frame from another process on.</summary>
    public void Relay(Away from, int to, int number, int step, GuardPath? path, ReadOnlyMemory<byte> payload)
    {
        from.LastStep = step;
        from.CountRelayed();
        if (TryGetSeat(to, out var seat))
            seat.From(from.Index).Put(new Frame(number, step, path, Parcel.OfBytes(payload)));
        else
            _away[to]?.Put(from.Index, number, step, path, payload.Span);
    }

    /// <summary>Passes the announcement of another process on.</summary>
    public void RelayAnnouncement(int to, GuardPath path, bool completed) => Announce(-1, to, path, completed);

    /// <summary>The endpoint of another process has come to its end.</summary>
    public void FinishFromAway(Away away) => Over(away.Index);

    /// <summary>The endpoint of another process failed.</summary>
    public void FailFromAway(Away away, SessionEnd end, bool isOwn)
        => Report(away.Index, isOwn ? end with { Role = Seating.NameOf(away.Index) } : end, isOwn);

    /// <summary>Another process is gone.</summary>
    public void Lose(Away away, Link link)
    {
        lock (_lock)
        {
            if (!away.Detach(link) || away.IsDurable || _finished[away.Index] || _life.IsOver)
                return;
        }

        FailFromAway(away, new SessionEnd(AbortCause.Died, null, Seating.Protocol.Find(away.LastStep), null), isOwn: true);
    }

    protected override void SendAway(int from, int to, int step, GuardPath? path, ReadOnlyMemory<byte> payload, Seat sender)
        => _away[to]!.Put(from, sender.NumberNext(to), step, path, payload.Span);

    protected override void AnnounceAway(int from, int to, GuardPath path, bool completed) => _away[to]?.Announce(path, completed);

    private void TellAway(Action<Away> tell)
    {
        foreach (var away in _away)
        {
            if (away is not null)
                tell(away);
        }
    }
}
