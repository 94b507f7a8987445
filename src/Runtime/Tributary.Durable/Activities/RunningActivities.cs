using System.Collections.Concurrent;

namespace Tributary.Orchestrations;

/// <summary>The attempts that run in this process, so that one that nobody waits for any more can be told. Safe to use from any thread.</summary>
internal sealed class RunningActivities
{
    private readonly ConcurrentDictionary<string, Attempt> _running = new(StringComparer.Ordinal);

    public void Add(string call, CancellationTokenSource cancellation) => _running[call] = new Attempt(cancellation);

    public void Remove(string call) => _running.TryRemove(call, out _);

    /// <summary>Whether the attempt that runs was cancelled because nobody waits for it any more.</summary>
    public bool IsGivenUp(string call) => _running.TryGetValue(call, out var attempt) && attempt.IsGivenUp;

    public void Cancel(string call)
    {
        if (!_running.TryGetValue(call, out var attempt))
            return;
        attempt.IsGivenUp = true;
        try
        {
            attempt.Cancellation.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It ended in this very moment, which is what was wanted.
        }
    }

    private sealed class Attempt(CancellationTokenSource cancellation)
    {
        private volatile bool _givenUp;

        public CancellationTokenSource Cancellation => cancellation;

        public bool IsGivenUp
        {
            get => _givenUp;
            set => _givenUp = value;
        }
    }
}
