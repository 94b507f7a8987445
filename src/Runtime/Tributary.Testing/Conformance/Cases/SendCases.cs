using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Sending: arrival order, delay, waking, and recognising a second copy.</summary>
internal static class SendCases
{
    private const string Group = "sending";

    private static readonly MessageAddress s_address = new("q", "p");

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a message is stored as it was sent", async f =>
        {
            await f.Applied(new Commit().Send(Message("m") with { DedupeId = "d", TraceParent = "00-trace" })).ConfigureAwait(false);
            f.Time.Advance(TimeSpan.FromSeconds(3));
            var message = (await f.Lease("q").ConfigureAwait(false)).Messages[0];
            Expect.Equal(s_address, message.Address, "the address");
            Expect.Equal("m", StoreFixture.Text(message.Body), "the body");
            Expect.Equal("d", message.DedupeId, "the dedupe id");
            Expect.Equal("00-trace", message.TraceParent, "the trace parent");
            Expect.Equal(f.Time.GetUtcNow().AddSeconds(-3), message.EnqueuedAt, "the time of arrival");
            Expect.Equal(1, message.Attempts, "the attempts at the first lease");
            Expect.Equal(null, message.LastError, "the last error");
        }),
        new(Group, "ids grow in the order of commit and of sending", async f =>
        {
            await f.Send("q", "p", "a", "b").ConfigureAwait(false);
            await f.Send("other", "x", "c").ConfigureAwait(false);
            await f.Send("q", "p", "d").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            Expect.Sequence(["a", "b", "d"], StoreFixture.Texts(lease), "the messages in order");
            Expect.That(lease.Messages.Zip(lease.Messages.Skip(1)).All(static p => p.First.Id < p.Second.Id), "growing ids.");
        }),
        new(Group, "a delayed message is in no lease before its time", async f =>
        {
            var due = f.Time.GetUtcNow().AddHours(1);
            await f.Applied(new Commit().Send(Message("timer") with { VisibleFrom = due })).ConfigureAwait(false);
            await f.NoLease("q", "the message is delayed").ConfigureAwait(false);
            f.Time.AdvanceTo(due.AddMilliseconds(-1));
            await f.NoLease("q", "the message is delayed by one more millisecond").ConfigureAwait(false);
            f.Time.AdvanceTo(due);
            var lease = await f.Lease("q").ConfigureAwait(false);
            Expect.Equal(due, lease.Messages[0].VisibleFrom, "the time of visibility");
        }),
        new(Group, "a delayed message holds nobody up", async f =>
        {
            await f.Applied(new Commit().Send(Message("timer") with { VisibleFrom = f.Time.GetUtcNow().AddHours(1) }).Send(Message("now"))).ConfigureAwait(false);
            Expect.Sequence(["now"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the visible messages");
        }),
        new(Group, "a time in the past means at once", async f =>
        {
            await f.Applied(new Commit().Send(Message("m") with { VisibleFrom = f.Time.GetUtcNow().AddDays(-1) })).ConfigureAwait(false);
            await f.Lease("q").ConfigureAwait(false);
        }),
        new(Group, "a message for at once stays visible when the clock goes back", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            f.Time.Jump(TimeSpan.FromHours(-1));
            await f.Lease("q").ConfigureAwait(false);
        }),
        new(Group, "waking a partition makes its delayed messages visible, and no other's", async f =>
        {
            var due = f.Time.GetUtcNow().AddHours(1);
            await f.Applied(new Commit()
                .Send(Message("a") with { VisibleFrom = due })
                .Send(Message("b") with { VisibleFrom = due.AddHours(1) })
                .Send(new OutgoingMessage(new("q", "other"), StoreFixture.Bytes("c")) { VisibleFrom = due })
                .Send(new OutgoingMessage(new("other", "p"), StoreFixture.Bytes("d")) { VisibleFrom = due })).ConfigureAwait(false);
            await f.Applied(new Commit().Wake(s_address)).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            Expect.Equal(s_address, lease.Address, "the woken partition");
            Expect.Sequence(["a", "b"], StoreFixture.Texts(lease), "the woken messages");
            await f.NoLease("q", "the other partition still waits").ConfigureAwait(false);
            await f.NoLease("other", "the other queue still waits").ConfigureAwait(false);
        }),
        new(Group, "waking comes before sending, so a commit can wake and set the next timer", async f =>
        {
            await f.Applied(new Commit().Send(Message("next") with { VisibleFrom = f.Time.GetUtcNow().AddHours(1) }).Wake(s_address)).ConfigureAwait(false);
            await f.NoLease("q", "the message of the commit itself is delayed").ConfigureAwait(false);
        }),
        new(Group, "waking an unknown partition is no conflict", f => f.Applied(new Commit().Wake(s_address))),
        new(Group, "a second copy is left out and counted, and the rest of its commit is applied", async f =>
        {
            await f.Applied(Copy("first")).ConfigureAwait(false);
            var result = await f.Applied(Copy("second").Put(new("c", "d"), 0, StoreFixture.Bytes("x")).Send(Message("other"))).ConfigureAwait(false);
            Expect.Equal(1, result.Duplicates, "the number of duplicates");
            Expect.Equal("x", await f.Body(new("c", "d")).ConfigureAwait(false), "the document of the commit");
            Expect.Sequence(["first", "other"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        new(Group, "a second copy within one commit is left out", async f =>
        {
            Expect.Equal(1, (await f.Applied(Copy("first").Send(Message("second") with { DedupeId = "d" })).ConfigureAwait(false)).Duplicates, "the duplicates");
            Expect.Sequence(["first"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        new(Group, "a second copy is recognised after the first was handled", async f =>
        {
            await f.Applied(Copy("first")).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            Expect.Equal(1, (await f.Applied(Copy("second")).ConfigureAwait(false)).Duplicates, "the number of duplicates");
            await f.NoLease("q", "the only message was a copy").ConfigureAwait(false);
        }),
        new(Group, "a second copy is recognised in another partition of the queue, and not in another queue", async f =>
        {
            await f.Applied(Copy("first")).ConfigureAwait(false);
            Expect.Equal(1, (await f.Applied(new Commit().Send(new OutgoingMessage(new("q", "x"), default) { DedupeId = "d" })).ConfigureAwait(false)).Duplicates, "the duplicates in the queue");
            Expect.Equal(0, (await f.Applied(new Commit().Send(new OutgoingMessage(new("r", "p"), default) { DedupeId = "d" })).ConfigureAwait(false)).Duplicates, "the duplicates in another queue");
        }),
        new(Group, "a refused commit does not burn its dedupe ids", async f =>
        {
            await f.Refused(Copy("refused").Check(new DocumentKey("c", "absent"), 5), ConflictKind.Document, "the document is absent").ConfigureAwait(false);
            Expect.Equal(0, (await f.Applied(Copy("m")).ConfigureAwait(false)).Duplicates, "the number of duplicates");
            Expect.Sequence(["m"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        new(Group, "queues and partitions are compared exactly", async f =>
        {
            MessageAddress[] all = [.. OddNames.All.Select(static n => new MessageAddress(n, "p")), .. OddNames.All.Select(static n => new MessageAddress("q", n))];
            foreach (var address in all)
                await f.Send(address.Queue, address.Partition, $"{address.Queue}|{address.Partition}").ConfigureAwait(false);
            foreach (var queue in all.Select(static a => a.Queue).Distinct())
            {
                for (var left = all.Count(a => a.Queue == queue); left > 0; left--)
                {
                    var lease = await f.Lease(queue).ConfigureAwait(false);
                    Expect.Sequence([$"{lease.Address.Queue}|{lease.Address.Partition}"], StoreFixture.Texts(lease), $"the messages of '{lease.Address}'");
                }

                await f.NoLease(queue, "every partition of it is leased").ConfigureAwait(false);
            }
        }),
    ];

    private static OutgoingMessage Message(string body) => new(s_address, StoreFixture.Bytes(body));

    private static Commit Copy(string body) => new Commit().Send(Message(body) with { DedupeId = "d" });
}
