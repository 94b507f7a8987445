using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>One queue that has a handler: its pump while the dispatcher runs, its runner in manual mode.</summary>
internal sealed class QueueListener(DispatchContext context, QueueBinding binding)
{
    private QueuePump? _pump;
    private TurnRunner? _runner;

    public QueueBinding Binding => binding;

    public LeaseRequest Request { get; } = new([binding.Queue], binding.LeaseDuration, binding.MaxMessagesPerTurn);

    public TurnRunner Runner => _runner ??= new TurnRunner(context, binding);

    /// <summary>When a turn was last run by hand, as a running number.</summary>
    public long LastRun { get; set; }

    public QueuePump? Pump
    {
        get => Volatile.Read(ref _pump);
        set => Volatile.Write(ref _pump, value);
    }
}
