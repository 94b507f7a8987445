namespace Tributary.Testing;

/// <summary>A timer of a virtual clock. Its schedule belongs to the clock and changes under the clock's lock only.</summary>
internal sealed class VirtualTimer : ITimer
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMilliseconds(uint.MaxValue - 1);

    private readonly VirtualTimeProvider _clock;
    private readonly TimerCallback _callback;
    private readonly object? _state;
    private readonly ExecutionContext? _context = ExecutionContext.Capture();
    private volatile bool _disposed;

    public VirtualTimer(VirtualTimeProvider clock, TimerCallback callback, object? state) =>
        (_clock, _callback, _state) = (clock, callback, state);

    public static IComparer<VirtualTimer> Order { get; } = Comparer<VirtualTimer>.Create(static (x, y) =>
        x.Due != y.Due ? x.Due.CompareTo(y.Due) : x.Number.CompareTo(y.Number));

    public TimeSpan Due { get; set; }

    public TimeSpan Period { get; set; }

    /// <summary>Grows with each change of any timer, so that equal due times keep the order in which they were asked for.</summary>
    public long Number { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        Require(dueTime, nameof(dueTime));
        Require(period, nameof(period));
        if (_disposed)
            return false;
        _clock.Schedule(this, dueTime, period);
        return true;
    }

    public void Fire()
    {
        if (_disposed)
            return;
        if (_context is null)
            _callback(_state);
        else
            ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
    }

    public void Dispose()
    {
        _disposed = true;
        _clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Require(TimeSpan time, string name)
    {
        if (time != Timeout.InfiniteTimeSpan && (time < TimeSpan.Zero || time > s_longest))
            throw new ArgumentOutOfRangeException(name, time, "A timer takes a time from zero to about 49 days, or Timeout.InfiniteTimeSpan.");
    }

    private void Call() => _callback(_state);
}
