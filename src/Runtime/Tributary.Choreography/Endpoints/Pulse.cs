using System.Threading.Tasks.Sources;

namespace Tributary.Choreographies;

/// <summary>
/// Something that one reader waits for. The reader looks at <see cref="Beats"/>, then at whatever it needs, and waits for a further beat;
/// so no beat is missed. Waking is cheap and may be in vain.
/// </summary>
internal class Pulse : IValueTaskSource, IThreadPoolWorkItem
{
    private ManualResetValueTaskSourceCore<bool> _core;
    private int _beats;
    private bool _waits;

    protected Lock Gate { get; } = new();

    public int Beats => Volatile.Read(ref _beats);

    /// <summary>Waits until there was a beat that the caller has not seen.</summary>
    public ValueTask WaitAsync(int seen)
    {
        lock (Gate)
        {
            if (_beats != seen)
                return ValueTask.CompletedTask;
            _core.Reset();
            _waits = true;
            return new ValueTask(this, _core.Version);
        }
    }

    /// <summary>Wakes the reader.</summary>
    public void Beat()
    {
        bool wake;
        lock (Gate)
            wake = BeatInside();
        if (wake)
            Wake();
    }

    void IThreadPoolWorkItem.Execute() => _core.SetResult(true);

    void IValueTaskSource.GetResult(short token) => _core.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
        => _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Counts a beat, under the lock. If it returns true, <see cref="Wake"/> must follow, outside of it.</summary>
    protected bool BeatInside()
    {
        _beats++;
        if (!_waits)
            return false;
        _waits = false;
        return true;
    }

    /// <summary>Runs the reader on the pool, never on the writer's stack.</summary>
    protected void Wake() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
}
