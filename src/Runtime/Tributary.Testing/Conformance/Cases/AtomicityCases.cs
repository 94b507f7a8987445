using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>One commit with every kind of part, made to fail by each part that can fail, first and last.</summary>
internal static class AtomicityCases
{
    private const string Group = "atomicity";

    private static readonly (string Name, ConflictKind Kind, Action<Commit, State> Add)[] s_failures =
    [
        ("a put that finds another version", ConflictKind.Document, static (c, s) => c.Put(new("c", "kept"), s.Version + 1_000, default)),
        ("a put that finds a document", ConflictKind.Document, static (c, _) => c.Put(new("c", "kept"), 0, default)),
        ("a delete that finds another version", ConflictKind.Document, static (c, s) => c.Delete(new("c", "kept"), s.Version + 1_000)),
        ("a check that finds another version", ConflictKind.Document, static (c, s) => c.Check(new DocumentKey("c", "kept"), s.Version + 1_000)),
        ("a check that finds a document", ConflictKind.Document, static (c, _) => c.Check(new DocumentKey("c", "kept"), 0)),
        ("a claim of another's key", ConflictKind.Index, static (c, _) => c.Claim(new("i", "kept"), "b")),
        ("a release of another's key", ConflictKind.Index, static (c, _) => c.Release(new("i", "kept"), "b")),
        ("a check that finds another owner", ConflictKind.Index, static (c, _) => c.Check(new IndexKey("i", "kept"), "b")),
        ("a check that finds an owner", ConflictKind.Index, static (c, _) => c.Check(new IndexKey("i", "kept"), null)),
        ("an append at a taken position", ConflictKind.Log, static (c, _) => c.Append("kept", 0, StoreFixture.Bytes("x"))),
        ("an append beyond the end", ConflictKind.Log, static (c, _) => c.Append("kept", 5, StoreFixture.Bytes("x"))),
        ("a message that is not under the lease", ConflictKind.Lease, static (c, s) => c.Consume(s.Foreign)),
        ("a retry of a message that is not under the lease", ConflictKind.Lease, static (c, s) => c.Retry(s.Foreign, default, "e")),
        ("a kill of a message that is not under the lease", ConflictKind.Lease, static (c, s) => c.Kill(s.Foreign, "R", "d")),
        ("a stale lease", ConflictKind.Lease, static (c, _) => c.Under(new LeaseToken(long.MaxValue))),
    ];

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a commit with every kind of part is applied as a whole", AppliesEverything),
        .. s_failures.Select(static failure => new ConformanceCase(Group, $"{failure.Name} undoes every other part", f => UndoesEverything(f, failure.Kind, failure.Add))),
    ];

    private static async Task AppliesEverything(StoreFixture f)
    {
        var state = await Prepare(f).ConfigureAwait(false);
        var result = await f.Applied(Everything(new Commit(), state, f.Time.GetUtcNow().AddHours(2))).ConfigureAwait(false);

        Expect.Equal("new", await f.Body(new("c", "new")).ConfigureAwait(false), "the new document");
        Expect.Equal("changed", await f.Body(new("c", "old")).ConfigureAwait(false), "the changed document");
        Expect.Equal(null, await f.Body(new("c", "gone")).ConfigureAwait(false), "the deleted document");
        Expect.Equal(result.Sequence, await f.Version(new("c", "old")).ConfigureAwait(false), "the version of the changed document");
        Expect.Equal("a", await f.Store.LookupAsync(new("i", "new")).ConfigureAwait(false), "the owner of the claimed key");
        Expect.Equal(null, await f.Store.LookupAsync(new("i", "held")).ConfigureAwait(false), "the owner of the released key");
        Expect.Sequence(["1=b", "2=c", "3=d"], await f.Log("l").ConfigureAwait(false), "the entries of the trimmed log");
        Expect.Sequence(["0=first"], await f.Log("fresh").ConfigureAwait(false), "the entries of the fresh log");
        Expect.Equal(new QueueCounts(0, 1, 0, 1), await f.Store.CountAsync("q").ConfigureAwait(false), "the counts of the turn's queue");
        Expect.Equal(new QueueCounts(1, 0, 0, 0), await f.Store.CountAsync("sleeping").ConfigureAwait(false), "the counts of the woken queue");
        Expect.Equal(new QueueCounts(1, 0, 0, 0), await f.Store.CountAsync("dead").ConfigureAwait(false), "the counts of the queue of the requeued and the purged letter");
        Expect.Equal(new QueueCounts(1, 0, 0, 0), await f.Store.CountAsync("out").ConfigureAwait(false), "the counts of the outbound queue");
    }

    private static async Task UndoesEverything(StoreFixture f, ConflictKind kind, Action<Commit, State> fail)
    {
        var state = await Prepare(f).ConfigureAwait(false);
        var later = f.Time.GetUtcNow().AddHours(2);
        var before = await Snapshot(f).ConfigureAwait(false);

        var first = new Commit();
        fail(first, state);
        if (first.Lease == default)
        {
            await f.Refused(Everything(first, state, later), kind, "its first part fails").ConfigureAwait(false);
            Expect.Equal(before, await Snapshot(f).ConfigureAwait(false), "the content of the store after a commit whose first part fails");
        }

        var last = Everything(new Commit(), state, later);
        fail(last, state);
        await f.Refused(last, kind, "its last part fails").ConfigureAwait(false);
        Expect.Equal(before, await Snapshot(f).ConfigureAwait(false), "the content of the store after a commit whose last part fails");

        await f.Applied(Everything(new Commit(), state, later)).ConfigureAwait(false);
    }

    private static async Task<State> Prepare(StoreFixture f)
    {
        var commit = new Commit();
        foreach (var id in new[] { "kept", "old", "gone" })
            commit.Put(new("c", id), 0, StoreFixture.Bytes(id));
        var version = (await f.Applied(commit.Claim(new("i", "held"), "a").Claim(new("i", "kept"), "a")
            .Append("l", 0, StoreFixture.Bytes("a"), StoreFixture.Bytes("b"), StoreFixture.Bytes("c"))
            .Append("kept", 0, StoreFixture.Bytes("k"))
            .Send(new OutgoingMessage(new("sleeping", "p"), StoreFixture.Bytes("s")) { VisibleFrom = f.Time.GetUtcNow().AddHours(1) })).ConfigureAwait(false)).Sequence;
        await f.Send("dead", "p", "requeued", "purged").ConfigureAwait(false);
        var dying = await f.Lease("dead").ConfigureAwait(false);
        await f.Applied(dying.Messages.Aggregate(new Commit().Under(dying.Token), static (c, m) => c.Kill(m.Id, "R", "d"))).ConfigureAwait(false);
        await f.Send("foreign", "p", "f").ConfigureAwait(false);
        var foreign = await f.Lease("foreign").ConfigureAwait(false);
        await f.Send("q", "p", "consumed", "retried", "killed").ConfigureAwait(false);
        var lease = await f.Store.TryLeaseAsync(new LeaseRequest(["q"], TimeSpan.FromHours(1))).ConfigureAwait(false);
        return new State(version, Expect.Some(lease, "a lease of 'q'"), foreign.Messages[0].Id, dying.Messages[0].Id, dying.Messages[1].Id);
    }

    private static Commit Everything(Commit commit, State state, DateTimeOffset later) => commit
        .Under(state.Lease.Token)
        .Put(new("c", "new"), 0, StoreFixture.Bytes("new"))
        .Put(new("c", "old"), state.Version, StoreFixture.Bytes("changed"))
        .Delete(new("c", "gone"), state.Version)
        .Check(new DocumentKey("c", "kept"), state.Version)
        .Claim(new("i", "new"), "a")
        .Release(new("i", "held"), "a")
        .Check(new IndexKey("i", "kept"), "a")
        .Append("l", 3, StoreFixture.Bytes("d"))
        .Append("fresh", null, StoreFixture.Bytes("first"))
        .Trim("l", 1)
        .Consume(state.Lease.Messages[0].Id)
        .Retry(state.Lease.Messages[1].Id, later, "error")
        .Kill(state.Lease.Messages[2].Id, "REASON", "detail")
        .Wake(new("sleeping", "p"))
        .Requeue(state.Requeued)
        .Purge(state.Purged)
        .Send(new OutgoingMessage(new("out", "p"), StoreFixture.Bytes("o")) { DedupeId = "once" });

    private static Task<string> Snapshot(StoreFixture f) => StoreSnapshot.Take(f.Store, ["c"], ["i"], ["l", "fresh", "kept"]);

    private sealed record State(long Version, Lease Lease, long Foreign, long Requeued, long Purged);
}
