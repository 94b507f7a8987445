using System.Collections.Concurrent;
using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Running;

/// <summary>
/// One run: as many instances of each pattern as wanted, side by side, and a new one after each that has ended while there is time. The
/// instances that an earlier run has left are waited for first.
/// </summary>
internal sealed class PatternRun(DurableClient client, IReadOnlyList<Pattern> patterns, SampleOptions options, TimeProvider clock)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly long _begin = clock.GetTimestamp();

    /// <summary>Runs until everything has ended. False when nothing has ended for a long time, although something is running.</summary>
    /// <param name="show">Called again and again meanwhile.</param>
    /// <param name="stop">Starts no new instances.</param>
    public async Task<bool> RunAsync(Action show, CancellationToken stop)
    {
        using var giveUp = new CancellationTokenSource();
        var running = Task.WhenAll(patterns.Select(pattern => RunAsync(pattern, stop, giveUp.Token)));
        var (ended, moved) = (0, clock.GetTimestamp());
        while (!running.IsCompleted)
        {
            show();
            await Task.WhenAny(running, Task.Delay(s_look, clock, CancellationToken.None));
            if (patterns.Sum(static p => p.Ended) is var now && now != ended)
                (ended, moved) = (now, clock.GetTimestamp());
            else if (clock.GetElapsedTime(moved) > s_patience)
                await giveUp.CancelAsync();
        }

        show();
        try
        {
            await running;
            return true;
        }
        catch (OperationCanceledException) when (giveUp.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task RunAsync(Pattern pattern, CancellationToken stop, CancellationToken giveUp)
    {
        var (known, open) = await FindAsync(pattern, giveUp);
        var last = known;
        var lanes = Enumerable.Range(0, options.Instances).Select(async _ =>
        {
            while (true)
            {
                if (!open.TryDequeue(out var number))
                {
                    if (stop.IsCancellationRequested || (last >= options.Instances && clock.GetElapsedTime(_begin) >= options.Duration))
                        return;
                    number = Interlocked.Increment(ref last);
                    await pattern.StartAsync(client, number, giveUp);
                    pattern.CountStart();
                }

                pattern.CountEnd((await client.GetInstance(Ids.Of(pattern.Prefix, number)).WaitForEndAsync(giveUp)).Status);
            }
        });
        await Task.WhenAll(lanes.ToList());
    }

    /// <summary>What earlier runs have started, and which of it has not ended.</summary>
    private async Task<(int Last, ConcurrentQueue<int> Open)> FindAsync(Pattern pattern, CancellationToken cancellationToken)
    {
        var last = 0;
        var open = new ConcurrentQueue<int>();
        string? after = null;
        do
        {
            var page = await client.ListAsync(new InstanceFilter { IdPrefix = pattern.Prefix + "-" }, after, 1_000, cancellationToken);
            foreach (var instance in page.Items)
            {
                var number = Ids.NumberOf(instance.Id);
                last = Math.Max(last, number);
                pattern.CountStart();
                if (instance.Status.IsFinal())
                    pattern.CountEnd(instance.Status);
                else
                    open.Enqueue(number);
            }

            after = page.Next;
        }
        while (after is not null);
        return (last, open);
    }
}
