using System.Threading.Channels;

namespace Tributary.Choreographies;

/// <summary>
/// Makes one ordered, complete stream of messages in each direction out of wires that lose, repeat, reorder and break: messages are
/// numbered, acknowledged and sent again; a broken wire is replaced by the next one. A peer that is silent for the detection time is dead,
/// and the link with it.
/// </summary>
internal sealed class Link : IAsyncDisposable
{
    private const int Window = 4096, AckAfter = 64, Burst = 256;
    private readonly Lock _lock = new();
    private readonly Lock _inOrder = new();
    private readonly TimeProvider _clock;
    private readonly TimeSpan _detectionTime;
    private readonly TimeSpan _tick;
    private readonly Action<ReadOnlyMemory<byte>> _receive;
    private readonly Action _lost;
    private readonly Channel<Outgoing> _out = Channel.CreateUnbounded<Outgoing>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _closed = new();
    private readonly Queue<(long Number, byte[] Payload)> _unacknowledged = new();
    private readonly Dictionary<long, ReadOnlyMemory<byte>> _early = [];
    private readonly List<Task> _tasks = [];
    private readonly ITimer _timer;
    private IWire? _wire;
    private long _sent;
    private long _received;
    private long _acknowledged;
    private long _heard;
    private long _resent;
    private bool _over;

    /// <summary>Creates a link without a wire.</summary>
    /// <param name="id">The id, the same at both ends.</param>
    /// <param name="clock">The clock of its timers.</param>
    /// <param name="detectionTime">How long the peer may be silent.</param>
    /// <param name="receive">Takes each message, once and in order.</param>
    /// <param name="lost">Called once, when the peer is given up.</param>
    public Link(long id, TimeProvider clock, TimeSpan detectionTime, Action<ReadOnlyMemory<byte>> receive, Action lost)
    {
        (Id, _clock, _detectionTime, _receive, _lost) = (id, clock, detectionTime, receive, lost);
        _tick = detectionTime / 40;
        _heard = _resent = clock.GetTimestamp();
        _timer = clock.CreateTimer(static link => ((Link)link!).Tick(), this, _tick, _tick);
        _tasks.Add(PumpAsync());
    }

    public long Id { get; }

    /// <summary>What it has received in order; what the peer need not send again.</summary>
    public long Received => Volatile.Read(ref _received);

    /// <summary>Whether there is a wire at the moment.</summary>
    public bool IsConnected
    {
        get
        {
            lock (_lock)
                return _wire is not null;
        }
    }

    /// <summary>Whether the peer was given up.</summary>
    public bool IsOver
    {
        get
        {
            lock (_lock)
                return _over;
        }
    }

    /// <summary>Called when a wire broke and another would be welcome.</summary>
    public Action? WireBroke { get; init; }

    /// <summary>Frames of the handshake, which the owner of the link answers.</summary>
    public Action<IWire, byte[]>? Handshake { get; init; }

    /// <summary>Sends a message, now or when there is a wire again.</summary>
    public void Send(byte[] payload)
    {
        lock (_lock)
        {
            if (_over)
                return;
            var number = ++_sent;
            _unacknowledged.Enqueue((number, payload));
            _out.Writer.TryWrite(new Outgoing(number, payload));
        }
    }

    /// <summary>Uses a new wire from now on, and sends again what the peer has not received.</summary>
    /// <param name="wire">The wire.</param>
    /// <param name="received">What the peer has received.</param>
    public void Attach(IWire wire, long received)
    {
        IWire? old;
        lock (_lock)
        {
            if (_over)
                return;
            old = _wire;
            _wire = wire;
            _heard = _clock.GetTimestamp();
            Prune(received);

            // What was sent without a wire was written nowhere.
            Resend(int.MaxValue);
            if (old != wire)
                _tasks.Add(ReadAsync(wire));
        }

        if (old is not null && old != wire)
            _ = old.DisposeAsync().AsTask();
    }

    /// <summary>Writes a frame of the handshake.</summary>
    public void SendRaw(byte[] frame) => _out.Writer.TryWrite(new Outgoing(0, frame));

    /// <summary>Gives the peer up.</summary>
    public void Close(bool tell = true)
    {
        IWire? wire;
        lock (_lock)
        {
            if (_over)
                return;
            _over = true;
            (wire, _wire) = (_wire, null);
            _unacknowledged.Clear();
        }

        _timer.Dispose();
        _out.Writer.TryComplete();
        _closed.Cancel();
        if (wire is not null)
            _ = wire.DisposeAsync().AsTask();
        if (tell)
            _lost();
    }

    public async ValueTask DisposeAsync()
    {
        Close(tell: false);
        Task[] tasks;
        lock (_lock)
            tasks = [.. _tasks];
        await Task.WhenAll(tasks).ConfigureAwait(false);
    }

    private void Tick()
    {
        lock (_lock)
        {
            if (_over)
                return;
            if (_clock.GetElapsedTime(_heard) < _detectionTime)
            {
                if (_clock.GetElapsedTime(_resent) >= _tick * 4)
                    Resend(Burst);
                _out.Writer.TryWrite(default);
                return;
            }
        }

        Close();
    }

    private void Resend(int left)
    {
        _resent = _clock.GetTimestamp();
        foreach (var (number, payload) in _unacknowledged)
        {
            if (left-- == 0)
                return;
            _out.Writer.TryWrite(new Outgoing(number, payload));
        }
    }

    private void Prune(long received)
    {
        while (_unacknowledged.TryPeek(out var oldest) && oldest.Number <= received)
        {
            _unacknowledged.Dequeue();
            _resent = _clock.GetTimestamp();
        }
    }

    private async Task PumpAsync()
    {
        while (await _out.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_out.Reader.TryRead(out var next))
            {
                if (CurrentWire() is { } wire)
                    await WriteAsync(wire, Frames.Write(next, TakeAcknowledgement()), _out.Reader.TryPeek(out _)).ConfigureAwait(false);
            }
        }
    }

    private async Task WriteAsync(IWire wire, byte[] frame, bool more)
    {
        try
        {
            await wire.SendAsync(frame, more, _closed.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (IsBroken(e))
        {
            Detach(wire);
        }
    }

    private async Task ReadAsync(IWire wire)
    {
        try
        {
            while (await wire.ReceiveAsync(_closed.Token).ConfigureAwait(false) is { } frame)
                Take(wire, frame);
        }
        catch (Exception e) when (IsBroken(e) || e is WireFormatException)
        {
            // The wire is of no use any more; the link may get another.
        }

        Detach(wire);
    }

    private void Take(IWire wire, byte[] frame)
    {
        lock (_inOrder)
        {
            var (kind, number, acknowledged, payload) = Frames.Read(frame);
            lock (_lock)
            {
                if (_over)
                    return;
                _heard = _clock.GetTimestamp();
                if (acknowledged > _sent)
                    throw new WireFormatException("More was acknowledged than was sent.");
                Prune(acknowledged);
            }

            if (kind == FrameKind.Data)
                TakeData(number, payload);
            else if (kind != FrameKind.Acknowledgement)
                Handshake?.Invoke(wire, frame);
        }
    }

    private void TakeData(long number, ReadOnlyMemory<byte> payload)
    {
        if (number > _received && number <= _received + Window)
            _early.TryAdd(number, payload);
        while (_early.Remove(_received + 1, out var next))
        {
            Volatile.Write(ref _received, _received + 1);
            Deliver(next);
        }

        if (_received - Volatile.Read(ref _acknowledged) >= AckAfter)
            _out.Writer.TryWrite(default);
    }

    private void Deliver(ReadOnlyMemory<byte> message)
    {
        try
        {
            _receive(message);
        }
        catch (WireFormatException)
        {
            // A peer that sends what cannot be read would send it again: it is given up.
            Close();
        }
    }

    private long TakeAcknowledgement()
    {
        var received = Received;
        Volatile.Write(ref _acknowledged, received);
        return received;
    }

    private IWire? CurrentWire()
    {
        lock (_lock)
            return _wire;
    }

    private void Detach(IWire wire)
    {
        bool mine;
        lock (_lock)
        {
            mine = _wire == wire;
            if (mine)
                _wire = null;
        }

        _ = wire.DisposeAsync().AsTask();
        if (mine)
            WireBroke?.Invoke();
    }

    private static bool IsBroken(Exception e) => e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException;
}
