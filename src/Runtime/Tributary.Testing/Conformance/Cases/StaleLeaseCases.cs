using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>What a worker can still do whose lease is gone: nothing.</summary>
internal static class StaleLeaseCases
{
    private const string Group = "stale leases";

    private static readonly DocumentKey s_effect = new("c", "effect");

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a lease that was taken over can commit nothing", async f =>
        {
            var stale = await Leased(f).ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMinutes(2));
            var next = await f.Lease("q").ConfigureAwait(false);
            await CommitsNothing(f, stale, "its lease was taken over").ConfigureAwait(false);
            await f.Applied(Effect(next).Consume(next.Messages[0].Id)).ConfigureAwait(false);
        }),
        new(Group, "a lease that expired can commit nothing, though nobody took over", async f =>
        {
            var stale = await Leased(f).ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMinutes(1));
            await CommitsNothing(f, stale, "its lease expired").ConfigureAwait(false);
            await f.Lease("q").ConfigureAwait(false);
        }),
        new(Group, "a lease ends with its commit, so it cannot commit twice", async f =>
        {
            var lease = await Leased(f).ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            await CommitsNothing(f, lease, "its lease ended with its commit").ConfigureAwait(false);
        }),
        new(Group, "an abandoned lease can commit nothing", async f =>
        {
            var lease = await Leased(f).ConfigureAwait(false);
            await f.Store.AbandonAsync(lease.Token, TimeSpan.Zero).ConfigureAwait(false);
            await CommitsNothing(f, lease, "its lease was abandoned").ConfigureAwait(false);
            Expect.That(!await f.Store.RenewAsync(lease.Token, TimeSpan.FromMinutes(1)).ConfigureAwait(false), "the renewal of an abandoned lease to fail.");
        }),
        new(Group, "a lease that was never given can commit nothing", async f =>
        {
            var lease = await Leased(f).ConfigureAwait(false);
            await CommitsNothing(f, lease with { Token = new(long.MaxValue) }, "no such lease was given").ConfigureAwait(false);
            await CommitsNothing(f, lease with { Token = new(-1) }, "no such lease was given").ConfigureAwait(false);
        }),
        new(Group, "a stale lease is told so before anything else is looked at", async f =>
        {
            var lease = await Leased(f).ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMinutes(2));
            await f.Refused(
                new Commit().Under(lease.Token).Check(s_effect, 99).Check(new IndexKey("i", "k"), "a").Append("l", 99, StoreFixture.Bytes("x")),
                ConflictKind.Lease,
                "the lease is looked at first").ConfigureAwait(false);
        }),
        new(Group, "the late commit of a lost lease does not disturb the new holder", async f =>
        {
            var stale = await Leased(f).ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMinutes(2));
            var next = await f.Lease("q").ConfigureAwait(false);
            await f.Refused(Effect(stale).Consume(stale.Messages[0].Id), ConflictKind.Lease, "it is lost").ConfigureAwait(false);
            Expect.That(!await f.Store.AbandonAsync(stale.Token, TimeSpan.Zero).ConfigureAwait(false), "a lost lease not to be abandoned.");
            await f.NoLease("q", "the new holder still holds the partition").ConfigureAwait(false);
            await f.Applied(Effect(next).Consume(next.Messages[0].Id)).ConfigureAwait(false);
        }),
        new(Group, "a commit without a lease cannot settle messages", async f =>
        {
            var lease = await Leased(f).ConfigureAwait(false);
            await f.Refused(new Commit().Consume(lease.Messages[0].Id), ConflictKind.Lease, "it names no lease").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
        }),
        new(Group, "a lease settles its own messages only", async f =>
        {
            await f.Send("q", "a", "a").ConfigureAwait(false);
            await f.Send("q", "b", "b").ConfigureAwait(false);
            var first = await f.Lease("q").ConfigureAwait(false);
            var second = await f.Lease("q").ConfigureAwait(false);
            await f.Send("q", first.Address.Partition, "later").ConfigureAwait(false);
            var later = (await f.Store.ListMessagesAsync("q", null, 10).ConfigureAwait(false)).Items[^1];
            foreach (var id in new[] { second.Messages[0].Id, later.Id, long.MaxValue })
                await f.Refused(Effect(first).Consume(first.Messages[0].Id).Consume(id), ConflictKind.Lease, $"message {id} is not under this lease").ConfigureAwait(false);
            Expect.Equal(null, await f.Body(s_effect).ConfigureAwait(false), "the effect of refused commits");
            await f.Applied(Effect(first).Consume(first.Messages[0].Id)).ConfigureAwait(false);
            await f.Applied(new Commit().Under(second.Token).Consume(second.Messages[0].Id)).ConfigureAwait(false);
        }),
    ];

    private static async Task<Lease> Leased(StoreFixture f)
    {
        await f.Send("q", "p", "m").ConfigureAwait(false);
        return await f.Lease("q").ConfigureAwait(false);
    }

    private static Commit Effect(Lease lease) => new Commit().Under(lease.Token).Put(s_effect, 0, StoreFixture.Bytes("x"));

    private static async Task CommitsNothing(StoreFixture f, Lease stale, string why)
    {
        var before = await f.Store.CountAsync("q").ConfigureAwait(false);
        await f.Refused(Effect(stale), ConflictKind.Lease, why).ConfigureAwait(false);
        await f.Refused(Effect(stale).Consume(stale.Messages[0].Id), ConflictKind.Lease, why).ConfigureAwait(false);
        await f.Refused(new Commit().Under(stale.Token).Send(new OutgoingMessage(new("out", "p"), default)), ConflictKind.Lease, why).ConfigureAwait(false);
        Expect.Equal(null, await f.Body(s_effect).ConfigureAwait(false), "the effect of a stale commit");
        Expect.Equal(before, await f.Store.CountAsync("q").ConfigureAwait(false), "the counts after stale commits");
        Expect.Equal(default, await f.Store.CountAsync("out").ConfigureAwait(false), "the counts of the queue that a stale commit sent to");
    }
}
