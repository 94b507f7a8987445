namespace Tributary.Orchestrations;

/// <summary>Watches an attempt that has limits: cancels it when one is reached, and leaves it alone when it does not react.</summary>
internal static class AttemptWatch
{
    /// <summary>How long an attempt may take to end after it was cancelled.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    // A timer takes no longer one, and looking once a day costs nothing.
    private static readonly TimeSpan s_longestLook = TimeSpan.FromDays(1);

    public static async ValueTask<TResult> RunAsync<TResult>(
        string name, Task<TResult> attempt, ActivityContext context, TimeSpan? limit, TimeSpan? silence, FlowServices services, CancellationTokenSource cancellation)
    {
        var clock = services.Clock;
        var started = clock.GetTimestamp();
        while (true)
        {
            var left = limit - clock.GetElapsedTime(started);
            var quiet = silence - context.SinceHeartbeat;
            var next = left is null || quiet < left ? quiet : left;
            if (attempt.IsCompleted)
                return await attempt.ConfigureAwait(false);
            if (next <= TimeSpan.Zero)
                break;
            // Ends with the attempt or after the time; a heartbeat may have come meanwhile, so look again.
            var look = next < s_longestLook ? next!.Value : s_longestLook;
            await ((Task)attempt).WaitAsync(look, clock, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        var why = limit is { } most && clock.GetElapsedTime(started) >= most
            ? $"Activity {name} did not end within {limit}."
            : $"Activity {name} gave no heartbeat for {silence}.";
        // What the attempt does when it is cancelled must not hold up its own watch.
        if (services.SingleThreaded)
            cancellation.Cancel();
        else
            await cancellation.CancelAsync().ConfigureAwait(false);
        try
        {
            await Task.WhenAny(attempt).WaitAsync(s_grace, clock, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            why += $" It did not react to its cancellation within {s_grace} and goes on unwatched.";
        }

        throw new TimeoutException(why);
    }
}
