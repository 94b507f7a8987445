using System.Collections.Concurrent;
using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Many threads at once.</summary>
internal static class ConcurrencyCases
{
    private const string Group = "concurrency";
    private const int Workers = 16;

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "of many claims of one key exactly one wins, and every loser sees the winner", async f =>
        {
            for (var round = 0; round < 10; round++)
            {
                var key = new IndexKey("i", $"{round}");
                var results = await Race(i => f.Store.CommitAsync(new Commit().Claim(key, $"owner {i}").Put(new("c", $"{round} {i}"), 0, default)).AsTask()).ConfigureAwait(false);
                var winner = Array.FindIndex(results, static r => r.Succeeded);
                Expect.Equal(1, results.Count(static r => r.Succeeded), "the number of winners");
                Expect.Equal($"owner {winner}", await f.Store.LookupAsync(key).ConfigureAwait(false), "the owner");
                Expect.That(results.Where(static r => !r.Succeeded).All(r => r.Conflict == ConflictKind.Index && r.Owner == $"owner {winner}"), "every loser to be told the winner.");
            }

            Expect.Equal(10, (await f.Store.ListDocumentsAsync("c", null, 1_000).ConfigureAwait(false)).Items.Count, "the number of documents, one per winner,");
        }),
        new(Group, "of many writers of one version exactly one wins", async f =>
        {
            var key = new DocumentKey("c", "counter");
            var wins = 0;
            await Race(async i =>
            {
                for (var done = 0; done < 10;)
                {
                    var read = await f.Store.GetAsync(key).ConfigureAwait(false);
                    var value = read is null ? 0 : int.Parse(StoreFixture.Text(read.Body), System.Globalization.CultureInfo.InvariantCulture);
                    var result = await f.Store.CommitAsync(new Commit().Put(key, read?.Version ?? 0, StoreFixture.Bytes($"{value + 1}"))).ConfigureAwait(false);
                    Expect.That(result.Conflict is ConflictKind.None or ConflictKind.Document, "a lost race to be a document conflict.");
                    if (result.Succeeded)
                    {
                        done++;
                        Interlocked.Increment(ref wins);
                    }
                }

                return i;
            }).ConfigureAwait(false);
            Expect.Equal($"{wins}", await f.Body(key).ConfigureAwait(false), "the counter");
        }),
        new(Group, "of many appends at one position exactly one wins", async f =>
        {
            for (var position = 0; position < 10; position++)
            {
                var results = await Race(i => f.Store.CommitAsync(new Commit().Append("l", position, StoreFixture.Bytes($"{i}"))).AsTask()).ConfigureAwait(false);
                Expect.Equal(1, results.Count(static r => r.Succeeded), $"the number of winners of position {position}");
                Expect.That(results.All(static r => r.Conflict is ConflictKind.None or ConflictKind.Log), "a lost race to be a log conflict.");
            }

            Expect.Equal(10, await f.Store.GetLogEndAsync("l").ConfigureAwait(false), "the end");
        }),
        new(Group, "of many sends with one dedupe id exactly one counts", async f =>
        {
            var results = await Race(i => f.Store.CommitAsync(new Commit().Send(new OutgoingMessage(new("q", $"{i}"), default) { DedupeId = "d" })).AsTask()).ConfigureAwait(false);
            Expect.Equal(Workers - 1, results.Sum(static r => r.Duplicates), "the number of duplicates");
            Expect.Equal(1, (await f.Store.CountAsync("q").ConfigureAwait(false)).Pending, "the number of messages");
        }),
        new(Group, "a fetch that loses a race takes the next candidate", async f =>
        {
            for (var i = 0; i < Workers; i++)
                await f.Send("q", $"{i}", "m").ConfigureAwait(false);
            var leases = await Race(_ => f.TryLease("q").AsTask()).ConfigureAwait(false);
            Expect.Equal(Workers, leases.Count(static l => l is not null), $"the number of leases of {Workers} workers over {Workers} partitions");
            Expect.Equal(Workers, leases.Select(static l => l!.Address).Distinct().Count(), "the number of different partitions leased");
        }),
        new(Group, "one partition goes to one of many workers, also at a take-over", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            for (var round = 0; round < 10; round++)
            {
                var leases = await Race(_ => f.TryLease("q").AsTask()).ConfigureAwait(false);
                Expect.Equal(1, leases.Count(static l => l is not null), "the number of leases of one partition");
                f.Time.Advance(TimeSpan.FromMinutes(2));
            }
        }),
        new(Group, "1,000 messages by 16 workers take effect exactly once each, in order within each partition", ExactlyOnce),
    ];

    private static async Task ExactlyOnce(StoreFixture f)
    {
        const int Messages = 1_000;
        var commit = new Commit();
        for (var i = 0; i < Messages; i++)
            commit.Send(new OutgoingMessage(new("q", $"{i % 37}"), StoreFixture.Bytes($"{i % 37}:{i}")));
        await f.Applied(commit).ConfigureAwait(false);

        var held = new ConcurrentDictionary<string, int>();
        await Race(async worker =>
        {
            var chance = new SeededChance((ulong)worker, f.Time);
            while ((await f.Store.CountAsync("q").ConfigureAwait(false)).Pending > 0)
            {
                if (await f.TryLease("q", 1 + chance.Next(20)).ConfigureAwait(false) is not { } lease)
                {
                    await Task.Yield();
                    continue;
                }

                Expect.That(held.TryAdd(lease.Address.Partition, worker), $"partition {lease.Address} to be leased by one worker at a time.");
                await Work(f, lease, chance, () => held.TryRemove(lease.Address.Partition, out _)).ConfigureAwait(false);
            }

            return worker;
        }).ConfigureAwait(false);

        var effects = (await f.Store.ReadLogAsync("effects", 0, Messages * 2).ConfigureAwait(false)).Select(static e => StoreFixture.Text(e.Body)).ToList();
        var expected = Enumerable.Range(0, Messages).Select(static i => $"{i % 37}:{i}");
        Expect.Sequence(expected.Order(StringComparer.Ordinal), effects.Order(StringComparer.Ordinal), "the effects, each once,");
        foreach (var partition in effects.GroupBy(static e => e.Split(':')[0]))
        {
            var numbers = partition.Select(static e => int.Parse(e.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)).ToList();
            Expect.Sequence(numbers.Order(), numbers, $"the effects of partition {partition.Key}, in order,");
        }
    }

    /// <summary>One turn: now and then it gives up, commits only a part, or commits a second time with the same lease.</summary>
    private static async Task Work(StoreFixture f, Lease lease, SeededChance chance, Action released)
    {
        var choice = chance.Next(10);
        if (choice == 0)
        {
            released();
            await f.Store.AbandonAsync(lease.Token, TimeSpan.Zero).ConfigureAwait(false);
            return;
        }

        var part = lease.Messages.Take(choice == 1 ? 1 : lease.Messages.Count).ToList();
        released();
        await f.Applied(Effects(lease, part)).ConfigureAwait(false);
        if (choice == 2)
            await f.Refused(Effects(lease, part), ConflictKind.Lease, "the lease ended with its first commit").ConfigureAwait(false);
    }

    private static Commit Effects(Lease lease, IReadOnlyList<StoredMessage> messages)
    {
        var commit = new Commit().Under(lease.Token).Append("effects", null, [.. messages.Select(static m => m.Body)]);
        foreach (var message in messages)
            commit.Consume(message.Id);
        return commit;
    }

    /// <summary>Lets all workers go at the same moment, each on a thread of its own.</summary>
    private static async Task<T[]> Race<T>(Func<int, Task<T>> work)
    {
        using var start = new ManualResetEventSlim();
        var running = Enumerable.Range(0, Workers).Select(i => Task.Factory.StartNew(
            () =>
            {
                start.Wait();
                return work(i);
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()).ToArray();
        start.Set();
        return await Task.WhenAll(running).ConfigureAwait(false);
    }
}
