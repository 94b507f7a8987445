namespace Tributary.Choreographies;

/// <summary>One process that is connected with a hub: answers its requests and passes on what it sends.</summary>
internal sealed class Peer
{
    private readonly SessionHub _hub;
    private readonly Dictionary<int, Away> _places = [];
    private readonly Lock _lock = new();
    private int _handles;

    public Peer(long link, SessionHub hub, Action<Peer> lost)
    {
        _hub = hub;
        Link = new Link(link, hub.Clock, hub.Options.DetectionTime, Receive, () =>
        {
            Lose();
            lost(this);
        })
        {
            // A hello that is repeated on a lossy wire.
            Handshake = Welcome,
        };
    }

    public Link Link { get; }

    private void Welcome(IWire wire, byte[] frame)
    {
        if (frame[0] == (byte)FrameKind.Hello)
            Link.SendRaw(Frames.Welcome(Link.Received));
    }

    private void Lose()
    {
        Away[] places;
        lock (_lock)
            places = [.. _places.Values];
        foreach (var place in places)
            place.Session.Lose(place, Link);
    }

    private void Receive(ReadOnlyMemory<byte> message)
    {
        var reader = new MessageReader(message);
        switch (reader.Kind)
        {
            case MessageKind.Create or MessageKind.Find or MessageKind.Cancel or MessageKind.Join:
                Answer(reader);
                break;
            case MessageKind.Frame:
                RelayFrame(Place(reader.Int()), reader);
                break;
            case MessageKind.Announce:
                RelayAnnouncement(Place(reader.Int()), reader);
                break;
            case MessageKind.Consumed:
                Place(reader.Int())?.Consumed(reader.Consumed());
                break;
            case MessageKind.Finish:
                if (Leave(reader.Int()) is { } finished)
                    finished.Session.FinishFromAway(finished);
                break;
            case MessageKind.Fail:
                if (Leave(reader.Int()) is { } failed)
                    failed.Session.FailFromAway(failed, reader.End(failed.Session.Seating.Protocol), isOwn: reader.Flag());
                break;
            case MessageKind.Leave:
                Leave(reader.Int())?.Detach(Link);
                break;
            default:
                throw new WireFormatException($"{reader.Kind} is nothing that a client says.");
        }
    }

    private void RelayFrame(Away? from, MessageReader reader)
    {
        var (to, number, step, path) = (reader.Int(), reader.Int(), reader.Int(), reader.Path());
        reader.Time();
        if (from is null)
            return;
        if (to >= from.Session.Seating.Count)
            throw new WireFormatException($"There is no place {to}.");
        from.Session.Relay(from, to, number, step, path, reader.Rest);
    }

    private static void RelayAnnouncement(Away? from, MessageReader reader)
    {
        var (to, path, completed) = (reader.Int(), reader.Path(), reader.Flag());
        if (from is null)
            return;
        if (path is null || to >= from.Session.Seating.Count)
            throw new WireFormatException($"An announcement to place {to} is about nothing.");
        from.Session.RelayAnnouncement(to, path, completed);
    }

    private void Answer(MessageReader reader)
    {
        var request = reader.Int();
        try
        {
            switch (reader.Kind)
            {
                case MessageKind.Create:
                    Reply(request, _hub.Create(new SessionPlan(reader.Protocol(), reader.Members()), reader.Options()).Info);
                    break;
                case MessageKind.Find:
                    Reply(request, _hub.Find(reader.RequiredText()));
                    break;
                case MessageKind.Cancel:
                    _hub.Cancel(reader.RequiredText());
                    Reply(request, null);
                    break;
                default:
                    Join(request, reader);
                    break;
            }
        }
        catch (SessionRefusedException e)
        {
            Link.Send(new MessageWriter(MessageKind.Refused).Number(request).Number((int)e.Reason).Text(e.Message).ToArray());
        }
        catch (SessionStateException e)
        {
            Link.Send(new MessageWriter(MessageKind.Refused).Number(request).Number(Remote.IllegalState).Text(e.SessionId).Number((int)e.From).Number((int)e.To).ToArray());
        }
        catch (ArgumentException e)
        {
            Link.Send(new MessageWriter(MessageKind.Refused).Number(request).Number(Remote.BadArgument).Text(e.Message).ToArray());
        }
    }

    private void Reply(int request, SessionInfo? info)
    {
        var writer = new MessageWriter(MessageKind.Info).Number(request).Number(info is null ? 0 : 1);
        Link.Send((info is null ? writer : writer.Info(info)).ToArray());
    }

    private void Join(int request, MessageReader reader)
    {
        var (id, protocol, fingerprint) = (reader.RequiredText(), reader.RequiredText(), reader.RequiredText());
        var (role, member, isDurable, consumed) = (reader.Int(), reader.Int(), reader.Flag(), reader.Consumed());
        var claimed = new Protocol(protocol, 0, fingerprint, [], []);
        var session = _hub.Get(id);
        var place = session.JoinFromAway(claimed, role, member, isDurable, away =>
        {
            int handle;
            lock (_lock)
                _places[handle = ++_handles] = away;
            var joined = new MessageWriter(MessageKind.Joined).Number(request).Number(handle).Members(session.Seating.Plan.Members).Time(session.Remaining);
            away.Attach(Link, handle, consumed, joined.ToArray());
        });
        if (Link.IsOver)
            session.Lose(place, Link);
    }

    private Away? Place(int handle)
    {
        lock (_lock)
            return _places.GetValueOrDefault(handle);
    }

    private Away? Leave(int handle)
    {
        lock (_lock)
            return _places.Remove(handle, out var place) ? place : null;
    }
}
