using System.Diagnostics.CodeAnalysis;
using Tributary.Codec;

namespace Tributary.Choreographies;

/// <summary>
/// One session as one process sees it: the places that are played here, how frames reach the others, and whether it was aborted. The
/// host of the session and the processes that joined it from afar have one each.
/// </summary>
internal abstract class Session
{
    private const int MaxDetail = 1_000;
    private readonly Seat?[] _seats;
    private readonly SessionEnd?[] _deaths;
    private readonly TaskCompletionSource<SessionEnd> _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionEnd? _end;
    private volatile bool _anyDead;

    protected Session(string id, Seating seating, TimeProvider clock)
    {
        (Id, Seating, Clock) = (id, seating, clock);
        _seats = new Seat?[seating.Count];
        _deaths = new SessionEnd?[seating.Count];
    }

    public string Id { get; }

    public Seating Seating { get; }

    public TimeProvider Clock { get; }

    /// <summary>Why it was aborted; null if it was not.</summary>
    public SessionEnd? End => Volatile.Read(ref _end);

    /// <summary>Completes when the session is aborted.</summary>
    public Task Aborted => _aborted.Task;

    /// <summary>Completes when all have joined.</summary>
    public Task Started => _started.Task;

    /// <summary>Whether the session lost somebody and goes on.</summary>
    public bool AnyDead => _anyDead;

    protected ReadOnlySpan<Seat?> Seats => _seats;

    /// <summary>How a place died; null if it lives.</summary>
    public SessionEnd? DeathOf(int seat) => _anyDead ? Volatile.Read(ref _deaths[seat]) : null;

    /// <summary>Sends a value from a place of this process to any.</summary>
    /// <exception cref="CodecException">It cannot be encoded.</exception>
    public void Send<T>(Seat from, int to, int step, GuardPath? path, T value, Codec<T> codec)
    {
        if (_seats[to] is { } seat)
            seat.From(from.Index).Put(new Frame(from.NumberNext(to), step, path, Parcel.Of(codec.Copy(value))));
        else
            SendAway(from.Index, to, step, path, codec.Encode(value), from);
    }

    /// <summary>Sends a bare step.</summary>
    public void Send(Seat from, int to, int step, GuardPath? path)
    {
        if (_seats[to] is { } seat)
            seat.From(from.Index).Put(new Frame(from.NumberNext(to), step, path, default));
        else
            SendAway(from.Index, to, step, path, default, from);
    }

    /// <summary>Tells a place how a guarded part ended.</summary>
    public void Announce(int from, int to, GuardPath path, bool completed)
    {
        if (_seats[to] is { } seat)
            seat.Announce(path, completed);
        else
            AnnounceAway(from, to, path, completed);
    }

    /// <summary>A place of this process, if it is played here.</summary>
    public bool TryGetSeat(int index, [NotNullWhen(true)] out Seat? seat) => (seat = _seats[index]) is not null;

    /// <summary>A place of this process fails, and with it the session.</summary>
    /// <returns>What the place's endpoint throws.</returns>
    public SessionAbortedException Fail(Seat seat, AbortCause cause, Exception? inner, string? detail = null)
    {
        var said = detail ?? inner?.Message;
        var end = new SessionEnd(cause, Seating.NameOf(seat.Index), Seating.Protocol.Find(seat.CurrentStep), said?.Length > MaxDetail ? said[..MaxDetail] : said);
        if (End is null)
            Report(seat, end, isOwn: true);
        return End is null ? new SessionAbortedException(Id, end, inner) : AbortException(inner);
    }

    /// <summary>Somebody is needed who died.</summary>
    /// <returns>What the endpoint throws.</returns>
    public SessionAbortedException Miss(Seat seat, SessionEnd death)
    {
        if (End is null)
            Report(seat, death with { Cause = AbortCause.Died }, isOwn: false);
        return AbortException(null);
    }

    /// <summary>The exception for why the session was aborted.</summary>
    public SessionAbortedException AbortException(Exception? inner) => new(Id, End!, inner);

    /// <summary>A durable place has written down what it took.</summary>
    public virtual void TellTaken(Seat seat, IReadOnlyDictionary<int, int> taken)
    {
    }

    /// <summary>The endpoint of a place has come to its end.</summary>
    /// <returns>False if the session was aborted before.</returns>
    public abstract bool Finish(Seat seat);

    protected abstract void SendAway(int from, int to, int step, GuardPath? path, ReadOnlyMemory<byte> payload, Seat sender);

    protected abstract void AnnounceAway(int from, int to, GuardPath path, bool completed);

    /// <summary>A place of this process failed: either the session ends, or it goes on without the place. On return <see cref="End"/> or the death is set.</summary>
    /// <param name="seat">The place.</param>
    /// <param name="end">What happened.</param>
    /// <param name="isOwn">False if the place only misses another that died.</param>
    protected abstract void Report(Seat seat, SessionEnd end, bool isOwn);

    /// <summary>Whether the session goes on without a role that failed so.</summary>
    protected bool IsDeath(int role, AbortCause cause)
        => cause is AbortCause.Failed or AbortCause.Cancelled or AbortCause.Died && Seating.Protocol.Roles[role].MayDie;

    protected void Put(Seat seat) => Volatile.Write(ref _seats[seat.Index], seat);

    protected void MarkStarted() => _started.TrySetResult();

    /// <summary>Aborts the session in this process. Only the first end counts.</summary>
    protected bool MarkAborted(SessionEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null)
            return false;
        foreach (var seat in _seats)
            seat?.WakeAll();
        _aborted.TrySetResult(end);
        return true;
    }

    /// <summary>A place died, and the session goes on.</summary>
    protected void MarkDead(int index, SessionEnd death)
    {
        Volatile.Write(ref _deaths[index], death);
        _anyDead = true;
        var role = Seating.RoleAt(index);
        foreach (var seat in _seats)
        {
            if (seat is not null && seat.Index != index)
                seat.RoleDied(role);
        }
    }
}
