using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>A reusable place for one running turn of a queue, so that a turn costs no bookkeeping objects of its own.</summary>
internal sealed class TurnSlot(QueuePump pump, TurnRunner runner) : IThreadPoolWorkItem
{
    private Lease? _lease;
    private long _renewAt;

    public TurnRunner Runner => runner;

    /// <summary>The lease whose turn runs, or null.</summary>
    public Lease? Lease => Volatile.Read(ref _lease);

    /// <summary>The timestamp from which on the lease should be renewed.</summary>
    public long RenewAt => Volatile.Read(ref _renewAt);

    public void Begin(Lease lease, long renewAt)
    {
        Volatile.Write(ref _renewAt, renewAt);
        Volatile.Write(ref _lease, lease);
    }

    public void Renewed(Lease lease, long renewAt)
    {
        // The turn may have ended and another begun meanwhile; that one keeps its own time.
        if (ReferenceEquals(Lease, lease))
            Volatile.Write(ref _renewAt, renewAt);
    }

    public void End() => Volatile.Write(ref _lease, null);

    void IThreadPoolWorkItem.Execute() => _ = pump.RunAsync(this, _lease!);
}
