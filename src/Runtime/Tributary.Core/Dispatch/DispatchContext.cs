using Microsoft.Extensions.Logging;
using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>What all queues of one dispatcher share: the ports, and whether the store works.</summary>
internal sealed class DispatchContext(IFlowStore store, TimeProvider clock, Chance chance, ILogger logger)
{
    private static readonly TimeSpan s_longestPause = TimeSpan.FromSeconds(5);
    private Exception? _storeFault;

    public IFlowStore Store => store;

    public TimeProvider Clock => clock;

    public Chance Chance => chance;

    public ILogger Logger => logger;

    /// <summary>The fault of the store's last call by the dispatcher, or null when that call succeeded.</summary>
    public Exception? StoreFault => Volatile.Read(ref _storeFault);

    public void StoreFailed(string queue, Exception fault)
    {
        Volatile.Write(ref _storeFault, fault);
        Log.StoreFailed(logger, queue, fault);
    }

    public void StoreWorks()
    {
        // Read first: this is on the path of every turn, and a write would move the cache line between the cores.
        if (Volatile.Read(ref _storeFault) is null)
            return;
        if (Interlocked.Exchange(ref _storeFault, null) is not null)
            Log.StoreRecovered(logger);
    }

    /// <summary>The pause after a number of store faults in a row: 50 ms at first, doubling up to 5 s, half of it random.</summary>
    public TimeSpan PauseAfterFault(int faults) => Pause(TimeSpan.FromMilliseconds(50), faults, s_longestPause);

    /// <summary>The pause before a turn is run again because its commit was refused: 1 ms at first, doubling up to 100 ms, half of it random.</summary>
    public TimeSpan PauseAfterRefusal(int refusals) => Pause(TimeSpan.FromMilliseconds(1), refusals, TimeSpan.FromMilliseconds(100));

    private TimeSpan Pause(TimeSpan first, int count, TimeSpan longest)
    {
        var full = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Max(0, count - 1)), longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(full * (1 - 0.5 * chance.NextDouble()));
    }
}
