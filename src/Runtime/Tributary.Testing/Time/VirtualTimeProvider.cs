namespace Tributary.Testing;

/// <summary>
/// A clock that moves only when it is told to. Timers run on the thread that advances it, in order of their due time and, where that is
/// equal, in order of their creation or last change; so a run under this clock has one order of events and no waiting. Safe to call
/// from any thread.
/// </summary>
/// <remarks>
/// Like a real machine it has two clocks: timers and <see cref="GetTimestamp"/> follow elapsed time, which never goes back, and
/// <see cref="GetUtcNow"/> follows a wall clock that <see cref="Jump"/> can set forward and back.
/// </remarks>
public sealed class VirtualTimeProvider : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.Order);
    private readonly DateTimeOffset _start;
    private TimeSpan _elapsed;
    private TimeSpan _skew;
    private long _changes;

    /// <summary>Creates a clock that shows 1 January 2030, 00:00 UTC.</summary>
    public VirtualTimeProvider()
        : this(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero))
    {
    }

    /// <summary>Creates a clock that shows a given time.</summary>
    public VirtualTimeProvider(DateTimeOffset start) => _start = start.ToUniversalTime();

    /// <inheritdoc />
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc />
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The time that has passed since the clock was created, jumps not included.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (_gate)
                return _elapsed;
        }
    }

    /// <summary>The elapsed time until the next timer is due, or null when no timer is set.</summary>
    public TimeSpan? NextDue
    {
        get
        {
            lock (_gate)
                return _timers.Min is { } next ? next.Due - _elapsed : null;
        }
    }

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _start + _elapsed + _skew;
    }

    /// <inheritdoc />
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc />
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Lets time pass, and runs every timer that becomes due within it, those that are set meanwhile included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative; use <see cref="Jump"/> to set the wall clock back.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var target = Elapsed + time;
        while (TakeDue(target) is { } timer)
            timer.Fire();
        lock (_gate)
            _elapsed = Max(_elapsed, target);
    }

    /// <summary>Lets time pass until the wall clock shows a time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The wall clock is past it already.</exception>
    public void AdvanceTo(DateTimeOffset time) => Advance(time - GetUtcNow());

    /// <summary>Sets the wall clock forward or, with a negative time, back. No time passes and no timer runs.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
            _skew += by;
    }

    internal void Schedule(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            timer.Period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
                return;
            timer.Due = _elapsed + dueTime;
            timer.Number = ++_changes;
            _timers.Add(timer);
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_gate)
            _timers.Remove(timer);
    }

    private static TimeSpan Max(TimeSpan x, TimeSpan y) => x > y ? x : y;

    private VirtualTimer? TakeDue(TimeSpan target)
    {
        lock (_gate)
        {
            if (_timers.Min is not { } timer || timer.Due > target)
                return null;
            _timers.Remove(timer);
            _elapsed = Max(_elapsed, timer.Due);
            if (timer.Period > TimeSpan.Zero)
            {
                timer.Due += timer.Period;
                timer.Number = ++_changes;
                _timers.Add(timer);
            }

            return timer;
        }
    }
}
