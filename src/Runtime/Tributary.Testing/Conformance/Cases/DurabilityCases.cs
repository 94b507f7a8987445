using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>What must survive a new start of the process.</summary>
internal static class DurabilityCases
{
    private const string Group = "durability";

    public static IEnumerable<ConformanceCase> All() =>
    [
        Case("everything committed is there after reopening", async f =>
        {
            var version = (await f.Applied(new Commit()
                .Put(new("c", "id"), 0, StoreFixture.Bytes("body"))
                .Claim(new("i", "k"), "a")
                .Append("l", 0, StoreFixture.Bytes("x"), StoreFixture.Bytes("y"))
                .Trim("l", 1)
                .Send(new OutgoingMessage(new("q", "p"), StoreFixture.Bytes("m")) { VisibleFrom = f.Time.GetUtcNow().AddHours(1), TraceParent = "t" })).ConfigureAwait(false)).Sequence;
            await f.Send("dead", "p", "d").ConfigureAwait(false);
            var lease = await f.Lease("dead").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "R", "detail")).ConfigureAwait(false);
            var before = await Snapshot(f).ConfigureAwait(false);
            await f.ReopenAsync().ConfigureAwait(false);
            Expect.Equal(before, await Snapshot(f).ConfigureAwait(false), "the content after reopening");
            Expect.Equal(version, await f.Version(new("c", "id")).ConfigureAwait(false), "the version");
            await f.NoLease("q", "the message is still delayed").ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromHours(1));
            Expect.Sequence(["m"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        Case("sequences, message ids and tokens go on after reopening, though their last uses are gone", async f =>
        {
            var written = await f.Applied(new Commit().Put(new("c", "id"), 0, default)).ConfigureAwait(false);
            await f.Applied(new Commit().Delete(new("c", "id"), written.Sequence)).ConfigureAwait(false);
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            var consumed = await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            await f.ReopenAsync().ConfigureAwait(false);

            var again = await f.Applied(new Commit().Put(new("c", "id"), 0, default)).ConfigureAwait(false);
            Expect.That(again.Sequence > written.Sequence && again.Sequence > consumed.Sequence, "the sequence to go on.");
            await f.Refused(new Commit().Put(new("c", "id"), written.Sequence, default), ConflictKind.Document, "the version is of before").ConfigureAwait(false);
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var next = await f.Lease("q").ConfigureAwait(false);
            Expect.That(next.Messages[0].Id > lease.Messages[0].Id, "message ids to go on.");
            Expect.That(next.Token != lease.Token, "a token that was not used before.");
        }),
        Case("a log that was trimmed to nothing keeps its end after reopening", async f =>
        {
            await f.Applied(new Commit().Append("l", 0, StoreFixture.Bytes("a"), StoreFixture.Bytes("b"))).ConfigureAwait(false);
            await f.Applied(new Commit().Trim("l", 2)).ConfigureAwait(false);
            await f.ReopenAsync().ConfigureAwait(false);
            Expect.Equal(2, await f.Store.GetLogEndAsync("l").ConfigureAwait(false), "the end");
        }),
        Case("attempts, the error and the time of a retry are kept", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            var next = f.Time.GetUtcNow().AddMinutes(5);
            await f.Applied(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, next, "broken")).ConfigureAwait(false);
            await f.ReopenAsync().ConfigureAwait(false);
            await f.NoLease("q", "the retry is not due").ConfigureAwait(false);
            f.Time.AdvanceTo(next);
            lease = await f.Lease("q").ConfigureAwait(false);
            Expect.Equal(2, lease.Messages[0].Attempts, "the attempts");
            Expect.Equal("broken", lease.Messages[0].LastError, "the last error");
        }),
        Case("a second copy is recognised after reopening, though the first was handled before", async f =>
        {
            var copy = new OutgoingMessage(new("q", "p"), default) { DedupeId = "d" };
            await f.Applied(new Commit().Send(copy)).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            await f.ReopenAsync().ConfigureAwait(false);
            Expect.Equal(1, (await f.Applied(new Commit().Send(copy)).ConfigureAwait(false)).Duplicates, "the number of duplicates");
        }),
        Case("a lease of the process before is over at the latest when it expires, and commits nothing", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var stale = await f.Lease("q").ConfigureAwait(false);
            await f.ReopenAsync().ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMinutes(1));
            await f.Refused(new Commit().Under(stale.Token).Consume(stale.Messages[0].Id), ConflictKind.Lease, "it is of the process before").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Refused(new Commit().Under(stale.Token).Consume(stale.Messages[0].Id), ConflictKind.Lease, "it is of the process before").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
        }),
        Case("a message for at once is visible after reopening, though the clock went back", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            f.Time.Jump(TimeSpan.FromDays(-1));
            await f.ReopenAsync().ConfigureAwait(false);
            await f.Lease("q").ConfigureAwait(false);
        }),
    ];

    private static ConformanceCase Case(string name, Func<StoreFixture, Task> check) => new(Group, name, check) { Reopens = true };

    private static Task<string> Snapshot(StoreFixture f) => StoreSnapshot.Take(f.Store, ["c"], ["i"], ["l"]);
}
