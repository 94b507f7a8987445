using System.Collections.Concurrent;

namespace Tributary.Orchestrations;

/// <summary>The attempts that run in this process, so that one that nobody waits for any more can be told. Safe to use from any thread.</summary>
internal sealed class RunningActivities
{
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.Ordinal);

    public void Add(string call, CancellationTokenSource cancellation) => _running[call] = cancellation;

    public void Remove(string call) => _running.TryRemove(call, out _);

    public void Cancel(string call)
    {
        if (!_running.TryGetValue(call, out var cancellation))
            return;
        try
        {
            cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this very moment, which is what was wanted.
        }
    }
}
