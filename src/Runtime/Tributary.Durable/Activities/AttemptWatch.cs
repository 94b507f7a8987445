namespace Tributary.Orchestrations;

/// <summary>Watches an attempt that has limits: cancels it when one is reached, and leaves it alone when it does not react.</summary>
internal static class AttemptWatch
{
    /// <summary>How long an attempt may take to end after it was cancelled.</summary>
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(10);

    public static async ValueTask<TResult> RunAsync<TResult>(
        string name, Task<TResult> attempt, ActivityContext context, TimeSpan? limit, TimeSpan? silence, TimeProvider clock, CancellationTokenSource cancellation)
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            var left = limit - clock.GetElapsedTime(started);
            var quiet = silence - context.SinceHeartbeat;
            var next = left is null || quiet < left ? quiet : left;
            if (next <= TimeSpan.Zero)
                break;
            try
            {
                return await attempt.WaitAsync(next!.Value, clock, CancellationToken.None).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!attempt.IsCompleted)
            {
                // A heartbeat may have come meanwhile: look again.
            }
        }

        var why = limit is { } most && clock.GetElapsedTime(started) >= most
            ? $"Activity {name} did not end within {limit}."
            : $"Activity {name} gave no heartbeat for {silence}.";
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
