using BuildingSync.Checking;
using BuildingSync.Editing;
using BuildingSync.Ui;
using Tributary;
using Tributary.Store;

namespace BuildingSync.Running;

/// <summary>One run: everything that is new goes to rest, then people edit for a while, then everything goes to rest again and is checked.</summary>
internal sealed class SampleRun(FlowSync sync, IFlowStore store, Buildings buildings, EditJournal journal, LiveView view, Latencies latencies, SampleOptions options, int run)
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(90);

    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        var import = await PhaseAsync("import", Task.CompletedTask, CancellationToken.None);
        var people = new EditGenerator(buildings.Systems, journal, options.Seed * 1000 + run);
        using var stopEditing = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var editing = Task.Run(() => people.RunAsync(options.Rate, options.Watch ? null : options.Duration, stopEditing.Token), CancellationToken.None);
        var life = await PhaseAsync("edits", editing, CancellationToken.None);
        await editing;
        return new()
        {
            Import = import.Phase,
            Life = life.Phase,
            Edits = people.Made,
            Final = life.Final,
            Parked = await Snapshot.ParkedAsync(sync, CancellationToken.None),
            DeadLetters = await DeadLettersAsync(),
            Entities = await EntitiesAsync(),
            Links = await CountAsync(after => store.ListIndexAsync("sync.link", "", after, 5000)),
            Convergence = ConvergenceCheck.Run(buildings.Systems),
            EditCheck = EditReport.Run(journal.Edits, buildings.Systems),
        };
    }

    private async Task<(Phase Phase, Snapshot Final)> PhaseAsync(string name, Task work, CancellationToken cancellationToken)
    {
        latencies.Take();
        var (lookups, hits) = (sync.IdentityLookups, sync.IdentityHits);
        var started = TimeProvider.System.GetTimestamp();
        var before = sync.Decisions.Values.Sum();
        var status = await view.ShowAsync(name, show => RestAsync(work, show, cancellationToken));
        var buckets = latencies.Take();
        return (new(TimeProvider.System.GetElapsedTime(started), status.Decided - before,
            Latencies.Percentile(buckets, 0.5), Latencies.Percentile(buckets, 0.99), sync.IdentityLookups - lookups, sync.IdentityHits - hits), status);
    }

    // At rest three times in a row, so that nothing is between two places. Gives up when nothing moves for a long time.
    private async Task<Snapshot> RestAsync(Task work, Action<Snapshot> show, CancellationToken cancellationToken)
    {
        var calm = 0;
        var moved = TimeProvider.System.GetTimestamp();
        Snapshot? last = null;
        while (true)
        {
            var status = await Snapshot.ReadAsync(sync, buildings, cancellationToken);
            show(status);
            calm = status.AtRest && work.IsCompleted ? calm + 1 : 0;
            if (calm == 3)
                return status;
            if (last is null || last.Decided != status.Decided || last.Pending != status.Pending || !work.IsCompleted)
                moved = TimeProvider.System.GetTimestamp();
            else if (TimeProvider.System.GetElapsedTime(moved) > s_patience)
                return status;
            last = status;
            await Task.Delay(calm > 0 ? s_lookAgain : s_look, cancellationToken);
        }
    }

    private async Task<IReadOnlyList<(string, DeadLetter)>> DeadLettersAsync()
    {
        var letters = new List<(string, DeadLetter)>();
        foreach (var (queue, counts) in await sync.CountQueuesAsync())
        {
            string? after = null;
            while (counts.Dead > 0)
            {
                var page = await sync.ListDeadLettersAsync(queue, after, 1000);
                letters.AddRange(page.Items.Select(letter => (queue, letter)));
                after = page.Next;
                if (after is null)
                    break;
            }
        }

        return letters;
    }

    private async Task<IReadOnlyDictionary<string, long>> EntitiesAsync()
    {
        var counts = new Dictionary<string, long>();
        foreach (var entity in sync.Entities)
            counts[entity] = await CountAsync(after => store.ListDocumentsAsync("sync.entity/" + entity, after, 5000));
        return counts;
    }

    private static async Task<long> CountAsync<T>(Func<string?, ValueTask<Page<T>>> list)
    {
        var count = 0L;
        string? after = null;
        do
        {
            var page = await list(after);
            count += page.Items.Count;
            after = page.Next;
        }
        while (after is not null);
        return count;
    }
}
