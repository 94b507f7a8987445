using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Lists: in order, in pages without gaps, also while what was listed disappears.</summary>
internal static class ListingCases
{
    private const string Group = "listing";
    private const int Count = 110;
    private const int PageSize = 7;

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "documents come in ordinal order, in pages without gaps", async f =>
        {
            await PutMany(f).ConfigureAwait(false);
            await f.Applied(new Commit().Put(new("other", "x"), 0, default)).ConfigureAwait(false);
            Expect.Sequence(Ids(), (await Pages(a => f.Store.ListDocumentsAsync("c", a, PageSize)).ConfigureAwait(false)).Select(static d => d.Key.Id), "the ids");
        }),
        new(Group, "documents that are deleted between two pages open no gap", async f =>
        {
            await PutMany(f).ConfigureAwait(false);
            var seen = new List<string>();
            string? after = null;
            do
            {
                var page = await f.Store.ListDocumentsAsync("c", after, PageSize).ConfigureAwait(false);
                seen.AddRange(page.Items.Select(static d => d.Key.Id));
                foreach (var document in page.Items)
                    await f.Applied(new Commit().Delete(document.Key, document.Version)).ConfigureAwait(false);
                after = page.Next;
            }
            while (after is not null);
            Expect.Sequence(Ids(), seen, "the ids seen while deleting them");
            Expect.Equal(0, (await f.Store.ListDocumentsAsync("c", null, 10).ConfigureAwait(false)).Items.Count, "the number of documents left");
        }),
        new(Group, "index entries come by prefix in ordinal order, and wildcards are letters", async f =>
        {
            string[] keys = ["a%1", "a%2", "a_1", "ab1", "A%1", "a%", "a", "b", "a\u0301", "a%\uFFFD"];
            foreach (var key in keys)
                await f.Applied(new Commit().Claim(new("i", key), $"owner {key}").Claim(new("j", key), "x")).ConfigureAwait(false);
            foreach (var prefix in new[] { "", "a", "a%", "a_", "A", "a%1", "z" })
            {
                var expected = keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(static k => $"{k}=owner {k}");
                var entries = await Pages(a => f.Store.ListIndexAsync("i", prefix, a, 2)).ConfigureAwait(false);
                Expect.Sequence(expected, entries.Select(static e => $"{e.Key.Key}={e.Owner}"), $"the entries with the prefix '{prefix}'");
            }
        }),
        new(Group, "many index entries come in pages without gaps", async f =>
        {
            foreach (var id in Ids())
                await f.Applied(new Commit().Claim(new("i", id), "o")).ConfigureAwait(false);
            Expect.Sequence(Ids(), (await Pages(a => f.Store.ListIndexAsync("i", "", a, PageSize)).ConfigureAwait(false)).Select(static e => e.Key.Key), "the keys");
        }),
        new(Group, "messages come in order of arrival, leased and delayed ones included", async f =>
        {
            var commit = new Commit();
            for (var i = 0; i < Count; i++)
                commit.Send(new OutgoingMessage(new("q", $"p{i % 3}"), StoreFixture.Bytes($"{i}")) { VisibleFrom = i % 5 == 0 ? f.Time.GetUtcNow().AddHours(1) : null });
            await f.Applied(commit).ConfigureAwait(false);
            await f.Lease("q").ConfigureAwait(false);
            var messages = await Pages(a => f.Store.ListMessagesAsync("q", a, PageSize)).ConfigureAwait(false);
            Expect.Sequence(Enumerable.Range(0, Count).Select(static i => $"{i}"), messages.Select(static m => StoreFixture.Text(m.Body)), "the messages");
        }),
        new(Group, "dead letters come with the oldest message first, in pages without gaps", async f =>
        {
            await f.Send("q", "p", [.. Enumerable.Range(0, Count).Select(static i => $"{i}")]).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            var kill = new Commit().Under(lease.Token);
            foreach (var message in lease.Messages.Reverse())
                kill.Kill(message.Id, "R", "d");
            await f.Applied(kill).ConfigureAwait(false);
            var letters = await Pages(a => f.Store.ListDeadLettersAsync("q", a, PageSize)).ConfigureAwait(false);
            Expect.Sequence(Enumerable.Range(0, Count).Select(static i => $"{i}"), letters.Select(static d => StoreFixture.Text(d.Message.Body)), "the dead letters");
        }),
        new(Group, "queues with messages or dead letters are listed in ordinal order", async f =>
        {
            foreach (var queue in new[] { "b", "a", "B", "dead" })
                await f.Send(queue, "p", "m").ConfigureAwait(false);
            var lease = await f.Lease("dead").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "R", "d")).ConfigureAwait(false);
            lease = await f.Lease("b").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            Expect.Sequence(["B", "a", "dead"], await f.Store.ListQueuesAsync().ConfigureAwait(false), "the queues");
        }),
    ];

    private static IEnumerable<string> Ids() => Enumerable.Range(0, Count).Select(static i => i % 2 == 0 ? $"Id{i}" : $"id{i}").Order(StringComparer.Ordinal);

    private static Task<CommitResult> PutMany(StoreFixture f) =>
        f.Applied(Ids().Reverse().Aggregate(new Commit(), static (c, id) => c.Put(new("c", id), 0, StoreFixture.Bytes(id))));

    private static async Task<List<T>> Pages<T>(Func<string?, ValueTask<Page<T>>> read)
    {
        var all = new List<T>();
        string? after = null;
        do
        {
            var page = await read(after).ConfigureAwait(false);
            Expect.That(page.Items.Count <= PageSize, $"a page of at most {PageSize} items, but got {page.Items.Count}.");
            Expect.That(page.Next is null || page.Items.Count > 0, "an empty page to be the last.");
            all.AddRange(page.Items);
            after = page.Next;
        }
        while (after is not null);
        return all;
    }
}
