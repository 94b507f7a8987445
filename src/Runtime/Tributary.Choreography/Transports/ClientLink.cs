using System.Net.Sockets;

namespace Tributary.Choreographies;

/// <summary>A client's link to a hub, for as long as the hub answers: connects, asks, and hands out what comes.</summary>
internal sealed class ClientLink : IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask<IWire>> _connect;
    private readonly TimeSpan _detectionTime;
    private readonly TimeProvider _clock;
    private readonly Link _link;
    private readonly Lock _lock = new();
    private readonly Dictionary<int, Question> _questions = [];
    private readonly Dictionary<int, RemoteSession> _sessions = [];
    private readonly CancellationTokenSource _lost = new();
    private Task _connecting = Task.CompletedTask;
    private volatile bool _isLost;
    private int _requests;
    private bool _welcomed;

    public ClientLink(long id, Func<CancellationToken, ValueTask<IWire>> connect, TimeSpan detectionTime, TimeProvider clock)
    {
        (_connect, _detectionTime, _clock) = (connect, detectionTime, clock);
        _link = new Link(id, clock, detectionTime, Receive, Lose) { WireBroke = Connect };
        Connect();
    }

    /// <summary>Whether the hub was given up.</summary>
    public bool IsLost => _isLost;

    public async Task<Answer> AskAsync(MessageKind kind, Func<MessageWriter, MessageWriter> write, CancellationToken cancellationToken)
        => await AskAsync(kind, write, static (_, answer) => answer, cancellationToken).ConfigureAwait(false);

    /// <summary>Takes a place of a session.</summary>
    public async Task<Seat> JoinAsync(Protocol protocol, int role, int member, string sessionId, Purse purse, EndpointJournal? journal, CancellationToken cancellationToken)
        => await AskAsync(
            MessageKind.Join,
            writer => writer.Text(sessionId).Text(protocol.Name).Text(protocol.Fingerprint).Number(role).Number(member)
                .Number(journal is null ? 0 : 1).Consumed(journal?.Taken ?? new Dictionary<int, int>()),
            (link, answer) =>
            {
                // On the link's own flow: the next message may be for this session already.
                var session = new RemoteSession(sessionId, new Seating(new SessionPlan(protocol, answer.Members)), _clock, link._link, answer.Handle, answer.Remaining, _detectionTime);
                var seat = new Seat(session, role, member, purse, journal);
                session.Take(seat);
                lock (_lock)
                    _sessions[answer.Handle] = session;
                return seat;
            },
            cancellationToken).ConfigureAwait(false);

    /// <summary>The endpoint of a session does not run here any more.</summary>
    public void Forget(RemoteSession session)
    {
        lock (_lock)
            _sessions.Remove(session.Handle);
        if (session.End is not null)
            _link.Send(new MessageWriter(MessageKind.Leave).Number(session.Handle).ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        _link.Close();
        await _link.DisposeAsync().ConfigureAwait(false);
        await _connecting.ConfigureAwait(false);
        _lost.Dispose();
    }

    private async Task<T> AskAsync<T>(MessageKind kind, Func<MessageWriter, MessageWriter> write, Func<ClientLink, Answer, T> take, CancellationToken cancellationToken)
    {
        var question = new Question<T>(take);
        int request;
        lock (_lock)
        {
            if (IsLost)
                throw Unreachable();
            _questions[request = ++_requests] = question;
        }

        _link.Send(write(new MessageWriter(kind).Number(request)).ToArray());
        return await question.Answered.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Receive(ReadOnlyMemory<byte> message)
    {
        var reader = new MessageReader(message);
        var number = reader.Int();
        switch (reader.Kind)
        {
            case MessageKind.Info:
                Take(number)?.Answer(this, new Answer(reader.Flag() ? reader.Info() : null, 0, default, default));
                break;
            case MessageKind.Joined:
                Take(number)?.Answer(this, new Answer(null, reader.Int(), reader.Members(), reader.Time()));
                break;
            case MessageKind.Refused:
                Take(number)?.Refuse(Refusal(reader));
                break;
            case MessageKind.Frame or MessageKind.Announce or MessageKind.Started or MessageKind.Aborted or MessageKind.Died:
                RemoteSession? session;
                lock (_lock)
                    session = _sessions.GetValueOrDefault(number);
                session?.Receive(reader);
                break;
            default:
                throw new WireFormatException($"{reader.Kind} is nothing that a hub says.");
        }
    }

    private static Exception Refusal(MessageReader reader)
    {
        var reason = reader.Int();
        return reason switch
        {
            Remote.IllegalState => new SessionStateException(reader.RequiredText(), (SessionState)reader.Int(), (SessionState)reader.Int()),
            Remote.BadArgument => new ArgumentException(reader.RequiredText()),
            <= (int)SessionRefusal.Unreachable => new SessionRefusedException((SessionRefusal)reason, reader.RequiredText()),
            _ => throw new WireFormatException($"{reason} is no reason."),
        };
    }

    private Question? Take(int request)
    {
        lock (_lock)
            return _questions.Remove(request, out var question) ? question : null;
    }

    private void Lose()
    {
        Question[] questions;
        RemoteSession[] sessions;
        lock (_lock)
        {
            _isLost = true;
            questions = [.. _questions.Values];
            sessions = [.. _sessions.Values];
            _questions.Clear();
        }

        _lost.Cancel();
        foreach (var question in questions)
            question.Refuse(Unreachable());
        foreach (var session in sessions)
            session.Abandon(AbortCause.Died, "The host of the session cannot be reached.");
    }

    private void Connect()
    {
        lock (_lock)
        {
            if (!IsLost)
                _connecting = ConnectAsync(_connecting);
        }
    }

    private async Task ConnectAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var pause = _detectionTime / 20;
        while (!IsLost && !_link.IsConnected)
        {
            IWire? wire = null;
            try
            {
                wire = await _connect(_lost.Token).ConfigureAwait(false);
                var received = await GreetAsync(wire, pause).ConfigureAwait(false);
                if (received is null)
                {
                    await wire.DisposeAsync().ConfigureAwait(false);
                    _link.Close();
                    return;
                }

                _welcomed = true;
                _link.Attach(wire, received.Value);
                continue;
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or WireFormatException)
            {
                // Nobody there, or not yet; the link's detection time says when to stop.
                if (wire is not null)
                    await wire.DisposeAsync().ConfigureAwait(false);
            }

            await Task.Delay(pause, _clock, _lost.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Says whose wire it is until the answer comes.</summary>
    /// <returns>What the hub has received; null if it does not know the link.</returns>
    private async Task<long?> GreetAsync(IWire wire, TimeSpan pause)
    {
        using var done = CancellationTokenSource.CreateLinkedTokenSource(_lost.Token);
        var answer = AnswerAsync(wire, done.Token);
        try
        {
            while (!answer.IsCompleted)
            {
                await wire.SendAsync(Frames.Hello(_link.Id, !_welcomed, _link.Received), more: false, _lost.Token).ConfigureAwait(false);
                await Task.WhenAny(answer, Task.Delay(pause, _clock, done.Token)).ConfigureAwait(false);
            }

            return await answer.ConfigureAwait(false);
        }
        finally
        {
            await done.CancelAsync().ConfigureAwait(false);
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<long?> AnswerAsync(IWire wire, CancellationToken cancellationToken)
    {
        while (await wire.ReceiveAsync(cancellationToken).ConfigureAwait(false) is { } frame)
        {
            var (kind, _, received, _) = Frames.Read(frame);
            if (kind == FrameKind.Welcome)
                return received;
            if (kind == FrameKind.Gone)
                return null;
        }

        throw new IOException("The hub closed the connection.");
    }

    private static SessionRefusedException Unreachable() => new(SessionRefusal.Unreachable, "The host of the sessions cannot be reached.");

    private abstract class Question
    {
        public abstract void Answer(ClientLink link, Answer answer);

        public abstract void Refuse(Exception why);
    }

    private sealed class Question<T>(Func<ClientLink, Answer, T> take) : Question
    {
        private readonly TaskCompletionSource<T> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Answered => _answered.Task;

        public override void Answer(ClientLink link, Answer answer)
        {
            try
            {
                _answered.TrySetResult(take(link, answer));
            }
            catch (ArgumentException e)
            {
                _answered.TrySetException(e);
            }
        }

        public override void Refuse(Exception why) => _answered.TrySetException(why);
    }
}
