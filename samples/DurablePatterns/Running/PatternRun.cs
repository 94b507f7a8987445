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
        var known = await FindAsync(pattern, giveUp);
        var before = known.Keys.DefaultIfEmpty().Max();
        var turn = new Lock();
        var last = 0;
        var lanes = Enumerable.Range(0, options.Instances).Select(async _ =>
        {
            while (Next() is { } number)
            {
                if (!known.ContainsKey(number))
                {
                    await pattern.StartAsync(client, number, giveUp);
                    pattern.CountStart();
                }

                pattern.CountEnd((await client.GetInstance(Ids.Of(pattern.Prefix, number)).WaitForEndAsync(giveUp)).Status);
            }
        });
        await Task.WhenAll(lanes.ToList());

        // What ended in an earlier run is done. A number below the last may be missing there: it was drawn, and then the process was killed.
        int? Next()
        {
            lock (turn)
            {
                while (known.TryGetValue(last + 1, out var status) && status.IsFinal())
                    last++;
                var isWanted = last < options.Instances || clock.GetElapsedTime(_begin) < options.Duration;
                return last < before || (isWanted && !stop.IsCancellationRequested) ? ++last : null;
            }
        }
    }

    /// <summary>What earlier runs have started.</summary>
    private async Task<Dictionary<int, InstanceStatus>> FindAsync(Pattern pattern, CancellationToken cancellationToken)
    {
        var known = new Dictionary<int, InstanceStatus>();
        string? after = null;
        do
        {
            var page = await client.ListAsync(new InstanceFilter { IdPrefix = pattern.Prefix + "-" }, after, 1_000, cancellationToken);
            foreach (var instance in page.Items)
            {
                known.Add(Ids.NumberOf(instance.Id), instance.Status);
                pattern.CountStart();
                if (instance.Status.IsFinal())
                    pattern.CountEnd(instance.Status);
            }

            after = page.Next;
        }
        while (after is not null);
        return known;
    }
}
