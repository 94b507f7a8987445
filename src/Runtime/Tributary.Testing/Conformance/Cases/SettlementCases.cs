using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>What becomes of the messages of a turn.</summary>
internal static class SettlementCases
{
    private const string Group = "settling";

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a consumed message is gone", async f =>
        {
            var lease = await Leased(f, "m").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromDays(1));
            await f.NoLease("q", "its only message was consumed").ConfigureAwait(false);
            Expect.Equal(default, await f.Store.CountAsync("q").ConfigureAwait(false), "the counts");
        }),
        new(Group, "messages that a commit does not name go back unchanged, in order and uncounted", async f =>
        {
            var lease = await Leased(f, "1", "2", "3").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[1].Id)).ConfigureAwait(false);
            var next = await f.Lease("q").ConfigureAwait(false);
            Expect.Sequence(["1", "3"], StoreFixture.Texts(next), "the messages that were not named");
            Expect.Sequence([1, 1], next.Messages.Select(static m => m.Attempts), "their attempts");
        }),
        new(Group, "a commit under a lease that settles nothing ends the lease", async f =>
        {
            var lease = await Leased(f, "m").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token)).ConfigureAwait(false);
            Expect.Equal(1, (await f.Lease("q").ConfigureAwait(false)).Messages[0].Attempts, "the attempts");
        }),
        new(Group, "a refused commit leaves the lease held, so the turn can commit again", async f =>
        {
            var lease = await Leased(f, "m").ConfigureAwait(false);
            await f.Refused(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id).Check(new DocumentKey("c", "x"), 5), ConflictKind.Document, "the document is absent").ConfigureAwait(false);
            await f.NoLease("q", "the lease is still held").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
        }),
        new(Group, "a retried message comes back at its time with its attempts and its error", async f =>
        {
            var lease = await Leased(f, "m").ConfigureAwait(false);
            for (var attempt = 1; attempt <= 3; attempt++)
            {
                Expect.Equal(attempt, lease.Messages[0].Attempts, "the attempts");
                var next = f.Time.GetUtcNow().AddMinutes(attempt);
                await f.Applied(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, next, $"error {attempt}")).ConfigureAwait(false);
                f.Time.AdvanceTo(next.AddMilliseconds(-1));
                await f.NoLease("q", "the retry is not due").ConfigureAwait(false);
                f.Time.AdvanceTo(next);
                lease = await f.Lease("q").ConfigureAwait(false);
                Expect.Equal($"error {attempt}", lease.Messages[0].LastError, "the last error");
            }
        }),
        new(Group, "an abandoned lease takes back its own attempt and keeps those before", async f =>
        {
            var lease = await Leased(f, "m").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, f.Time.GetUtcNow(), "e")).ConfigureAwait(false);
            lease = await f.Lease("q").ConfigureAwait(false);
            await f.Store.AbandonAsync(lease.Token, TimeSpan.Zero).ConfigureAwait(false);
            lease = await f.Lease("q").ConfigureAwait(false);
            Expect.Equal(2, lease.Messages[0].Attempts, "the attempts after a retry and an abandoned lease");
        }),
        new(Group, "a retried message keeps its place in the order", async f =>
        {
            var lease = await Leased(f, "1", "2").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, f.Time.GetUtcNow(), "e")).ConfigureAwait(false);
            await f.Send("q", "p", "3").ConfigureAwait(false);
            var next = await f.Lease("q").ConfigureAwait(false);
            Expect.Sequence(["1", "2", "3"], StoreFixture.Texts(next), "the messages");
            Expect.Sequence([2, 1, 1], next.Messages.Select(static m => m.Attempts), "the attempts");
        }),
        new(Group, "a waiting retry holds up no later message", async f =>
        {
            var lease = await Leased(f, "1", "2").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, f.Time.GetUtcNow().AddHours(1), "e")).ConfigureAwait(false);
            Expect.Sequence(["2"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        new(Group, "waking a partition hastens a retry", async f =>
        {
            var lease = await Leased(f, "m").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Retry(lease.Messages[0].Id, f.Time.GetUtcNow().AddHours(1), "e")).ConfigureAwait(false);
            await f.Applied(new Commit().Wake(new("q", "p"))).ConfigureAwait(false);
            Expect.Equal(2, (await f.Lease("q").ConfigureAwait(false)).Messages[0].Attempts, "the attempts");
        }),
        new(Group, "a turn sends to its own partition", async f =>
        {
            var lease = await Leased(f, "1").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id).Send(new OutgoingMessage(lease.Address, StoreFixture.Bytes("2")))).ConfigureAwait(false);
            Expect.Sequence(["2"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
    ];

    private static async Task<Lease> Leased(StoreFixture f, params string[] bodies)
    {
        await f.Send("q", "p", bodies).ConfigureAwait(false);
        return await f.Lease("q").ConfigureAwait(false);
    }
}
