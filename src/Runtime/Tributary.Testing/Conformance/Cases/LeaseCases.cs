using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Leasing: exclusive, ordered, renewable, taken over when it ran out, given back without a trace.</summary>
internal static class LeaseCases
{
    private const string Group = "leases";

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a lease contains all visible messages of one partition, oldest first", async f =>
        {
            await f.Send("q", "p", "1").ConfigureAwait(false);
            await f.Send("q", "other", "x").ConfigureAwait(false);
            await f.Send("q", "p", "2", "3").ConfigureAwait(false);
            var first = await f.Lease("q").ConfigureAwait(false);
            var second = await f.Lease("q").ConfigureAwait(false);
            var (p, other) = first.Address.Partition == "p" ? (first, second) : (second, first);
            Expect.Sequence(["1", "2", "3"], StoreFixture.Texts(p), "the messages of p");
            Expect.Sequence(["x"], StoreFixture.Texts(other), "the messages of the other partition");
            Expect.Equal(f.Time.GetUtcNow().AddMinutes(1), first.ExpiresAt, "the end of the lease");
        }),
        new(Group, "a leased partition is not leased again, and messages that arrive wait for the next lease", async f =>
        {
            await f.Send("q", "p", "1").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Send("q", "p", "2").ConfigureAwait(false);
            await f.NoLease("q", "its only partition is leased").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            var next = await f.Lease("q").ConfigureAwait(false);
            Expect.Sequence(["2"], StoreFixture.Texts(next), "the messages of the next lease");
            Expect.Equal(1, next.Messages[0].Attempts, "the attempts of a message that waited");
        }),
        new(Group, "at most so many messages as asked for, the oldest; the rest waits", async f =>
        {
            await f.Send("q", "p", "1", "2", "3", "4", "5").ConfigureAwait(false);
            var lease = await f.Lease("q", 2).ConfigureAwait(false);
            Expect.Sequence(["1", "2"], StoreFixture.Texts(lease), "the messages");
            await f.NoLease("q", "the partition is leased").ConfigureAwait(false);
            await f.Applied(lease.Messages.Aggregate(new Commit().Under(lease.Token), static (c, m) => c.Consume(m.Id))).ConfigureAwait(false);
            var next = await f.Lease("q", 10).ConfigureAwait(false);
            Expect.Sequence(["3", "4", "5"], StoreFixture.Texts(next), "the messages of the next lease");
            Expect.Equal(1, next.Messages[0].Attempts, "the attempts of a message that was left out before");
        }),
        new(Group, "unknown queues are skipped and not locked", async f =>
        {
            await f.Send("unknown", "p", "m").ConfigureAwait(false);
            await f.NoLease("q", "only another queue has messages").ConfigureAwait(false);
            Expect.Equal(new QueueCounts(1, 0, 0, 0), await f.Store.CountAsync("unknown").ConfigureAwait(false), "the counts of the unknown queue");
            await f.Lease("unknown").ConfigureAwait(false);
        }),
        new(Group, "partitions of the same name in two queues are two partitions", async f =>
        {
            await f.Send("q", "p", "1").ConfigureAwait(false);
            await f.Send("r", "p", "2").ConfigureAwait(false);
            await f.Lease("q").ConfigureAwait(false);
            Expect.Sequence(["2"], StoreFixture.Texts(await f.Lease("r").ConfigureAwait(false)), "the messages of r");
        }),
        new(Group, "a request for several queues finds the work of each", async f =>
        {
            await f.Send("c", "p", "m").ConfigureAwait(false);
            await f.Send("a", "p", "m").ConfigureAwait(false);
            var request = new LeaseRequest(["a", "b", "c"], TimeSpan.FromMinutes(1));
            var first = Expect.Some(await f.Store.TryLeaseAsync(request).ConfigureAwait(false), "a lease");
            var second = Expect.Some(await f.Store.TryLeaseAsync(request).ConfigureAwait(false), "a second lease");
            Expect.Sequence(["a", "c"], new[] { first.Address.Queue, second.Address.Queue }.Order(StringComparer.Ordinal), "the queues leased");
            Expect.That(await f.Store.TryLeaseAsync(request).ConfigureAwait(false) is null, "no third lease.");
        }),
        new(Group, "a partition that is kept busy does not starve the others", async f =>
        {
            for (var i = 0; i < 5; i++)
                await f.Send("q", $"quiet {i}", "m").ConfigureAwait(false);
            var seen = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < 30 && seen.Count < 6; i++)
            {
                await f.Send("q", "busy", "m").ConfigureAwait(false);
                var lease = await f.Lease("q").ConfigureAwait(false);
                seen.Add(lease.Address.Partition);
                await f.Applied(lease.Messages.Aggregate(new Commit().Under(lease.Token), static (c, m) => c.Consume(m.Id))).ConfigureAwait(false);
            }

            Expect.Equal(6, seen.Count, "the number of partitions that got a turn within 30 leases");
        }),
        new(Group, "tokens are never used twice", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var tokens = new HashSet<LeaseToken>();
            for (var i = 0; i < 50; i++)
            {
                var lease = await f.Lease("q").ConfigureAwait(false);
                Expect.That(lease.Token.Value != 0 && tokens.Add(lease.Token), "a token that is new and not zero.");
                await f.Store.AbandonAsync(lease.Token, TimeSpan.Zero).ConfigureAwait(false);
            }
        }),
        new(Group, "an expired lease is taken over, with the attempt counted", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMinutes(1) - TimeSpan.FromMilliseconds(1));
            await f.NoLease("q", "the lease holds for one more millisecond").ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMilliseconds(1));
            var next = await f.Lease("q").ConfigureAwait(false);
            Expect.Equal(2, next.Messages[0].Attempts, "the attempts after a take-over");
            Expect.That(next.Token != lease.Token, "another token than the old lease's.");
        }),
        new(Group, "a renewed lease holds from now on for the time asked", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromSeconds(50));
            Expect.That(await f.Store.RenewAsync(lease.Token, TimeSpan.FromMinutes(1)).ConfigureAwait(false), "the renewal of a held lease to succeed.");
            f.Time.Advance(TimeSpan.FromSeconds(59));
            await f.NoLease("q", "the lease was renewed").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
        }),
        new(Group, "a lease that ran out cannot be renewed, whether it was taken over or not", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMinutes(2));
            Expect.That(!await f.Store.RenewAsync(lease.Token, TimeSpan.FromMinutes(1)).ConfigureAwait(false), "the renewal of an expired lease to fail.");
            var next = await f.Lease("q").ConfigureAwait(false);
            Expect.That(!await f.Store.RenewAsync(lease.Token, TimeSpan.FromMinutes(1)).ConfigureAwait(false), "the renewal of a lost lease to fail.");
            Expect.That(await f.Store.RenewAsync(next.Token, TimeSpan.FromMinutes(1)).ConfigureAwait(false), "the new holder to renew.");
        }),
        new(Group, "an abandoned lease counts no attempt and keeps the order", async f =>
        {
            await f.Send("q", "p", "1", "2").ConfigureAwait(false);
            for (var i = 0; i < 3; i++)
            {
                var lease = await f.Lease("q").ConfigureAwait(false);
                Expect.Sequence(["1", "2"], StoreFixture.Texts(lease), "the messages");
                Expect.Sequence([1, 1], lease.Messages.Select(static m => m.Attempts), "the attempts");
                Expect.That(await f.Store.AbandonAsync(lease.Token, TimeSpan.Zero).ConfigureAwait(false), "a held lease to be abandoned.");
                Expect.That(!await f.Store.AbandonAsync(lease.Token, TimeSpan.Zero).ConfigureAwait(false), "an abandoned lease not to be held any more.");
            }
        }),
        new(Group, "a lease abandoned with a delay keeps its partition back for that time, new messages included", async f =>
        {
            await f.Send("q", "p", "1").ConfigureAwait(false);
            await f.Send("q", "other", "x").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Store.AbandonAsync(lease.Token, TimeSpan.FromSeconds(30)).ConfigureAwait(false);
            var rest = await f.Lease("q").ConfigureAwait(false);
            Expect.That(rest.Address != lease.Address, "the other partition to be leased meanwhile.");
            await f.Send("q", lease.Address.Partition, "2").ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMilliseconds(29_999));
            await f.NoLease("q", "the partition was abandoned with a delay").ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromMilliseconds(1));
            Expect.Equal(2, (await f.Lease("q").ConfigureAwait(false)).Messages.Count, "the number of messages after the delay");
        }),
        new(Group, "counts tell ready, delayed, leased and dead apart", async f =>
        {
            await f.Send("q", "p", "1", "2", "3").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "R", "d").Consume(lease.Messages[1].Id)).ConfigureAwait(false);
            await f.Applied(new Commit().Send(new OutgoingMessage(new("q", "p"), default) { VisibleFrom = f.Time.GetUtcNow().AddHours(1) })).ConfigureAwait(false);
            Expect.Equal(new QueueCounts(1, 1, 0, 1), await f.Store.CountAsync("q").ConfigureAwait(false), "the counts before the lease");
            await f.Lease("q").ConfigureAwait(false);
            Expect.Equal(new QueueCounts(0, 1, 1, 1), await f.Store.CountAsync("q").ConfigureAwait(false), "the counts under the lease");
        }),
    ];
}
