using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Dead letters: kept with their reason until somebody decides.</summary>
internal static class DeadLetterCases
{
    private const string Group = "dead letters";

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a dead letter keeps its message, reason, detail and time", async f =>
        {
            byte[] body = [0x7B, 0xFF, 0x00, 0x22];
            await f.Applied(new Commit().Send(new OutgoingMessage(new("q", "p"), body) { TraceParent = "t" })).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "POISON", "cannot be read")).ConfigureAwait(false);
            var died = f.Time.GetUtcNow();
            f.Time.Advance(TimeSpan.FromDays(30));
            await f.NoLease("q", "its only message is dead").ConfigureAwait(false);
            Expect.Equal(new QueueCounts(0, 0, 0, 1), await f.Store.CountAsync("q").ConfigureAwait(false), "the counts");
            var letter = (await f.Store.ListDeadLettersAsync("q", null, 10).ConfigureAwait(false)).Items.Single();
            Expect.Equal("POISON", letter.Reason, "the reason");
            Expect.Equal("cannot be read", letter.Detail, "the detail");
            Expect.Equal(died, letter.DiedAt, "the time of death");
            Expect.Equal(lease.Messages[0].Id, letter.Message.Id, "the id");
            Expect.Equal(lease.Address, letter.Message.Address, "the address");
            Expect.Equal(1, letter.Message.Attempts, "the attempts");
            Expect.Equal("t", letter.Message.TraceParent, "the trace parent");
            Expect.That(letter.Message.Body.Span.SequenceEqual(body), "the payload to be kept byte by byte, though it is not a text.");
        }),
        new(Group, "a dead letter holds up no other message of its partition", async f =>
        {
            await f.Send("q", "p", "bad", "good").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "R", "d")).ConfigureAwait(false);
            Expect.Sequence(["good"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        new(Group, "a requeued dead letter returns to its partition with its attempts forgotten", async f =>
        {
            var id = await Dead(f, "m").ConfigureAwait(false);
            await f.Applied(new Commit().Requeue(id)).ConfigureAwait(false);
            Expect.Equal(new QueueCounts(1, 0, 0, 0), await f.Store.CountAsync("q").ConfigureAwait(false), "the counts");
            var lease = await f.Lease("q").ConfigureAwait(false);
            Expect.Equal(new MessageAddress("q", "p"), lease.Address, "the address");
            Expect.Sequence(["m"], StoreFixture.Texts(lease), "the messages");
            Expect.Equal(1, lease.Messages[0].Attempts, "the attempts");
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            Expect.Equal(default, await f.Store.CountAsync("q").ConfigureAwait(false), "the counts after it was handled");
        }),
        new(Group, "a requeued dead letter can die again", async f =>
        {
            await f.Applied(new Commit().Requeue(await Dead(f, "m").ConfigureAwait(false))).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "AGAIN", "d")).ConfigureAwait(false);
            Expect.Equal("AGAIN", (await f.Store.ListDeadLettersAsync("q", null, 10).ConfigureAwait(false)).Items.Single().Reason, "the reason");
        }),
        new(Group, "a dead letter with a dedupe id returns, and a second copy of it is still left out", async f =>
        {
            var copy = new OutgoingMessage(new("q", "p"), StoreFixture.Bytes("m")) { DedupeId = "d" };
            await f.Applied(new Commit().Send(copy)).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "R", "d")).ConfigureAwait(false);
            Expect.Equal(1, (await f.Applied(new Commit().Send(copy)).ConfigureAwait(false)).Duplicates, "the number of duplicates");
            await f.Applied(new Commit().Requeue(lease.Messages[0].Id)).ConfigureAwait(false);
            Expect.Sequence(["m"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        new(Group, "a purged dead letter is gone", async f =>
        {
            var (first, second) = (await Dead(f, "1").ConfigureAwait(false), await Dead(f, "2").ConfigureAwait(false));
            await f.Applied(new Commit().Purge(first)).ConfigureAwait(false);
            Expect.Sequence([second], (await f.Store.ListDeadLettersAsync("q", null, 10).ConfigureAwait(false)).Items.Select(static d => d.Message.Id), "the ids of the dead letters");
            await f.Applied(new Commit().Purge(second)).ConfigureAwait(false);
            await f.NoLease("q", "its dead letters were purged").ConfigureAwait(false);
        }),
        new(Group, "requeueing and purging touch no message that is alive", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var id = (await f.Store.ListMessagesAsync("q", null, 1).ConfigureAwait(false)).Items.Single().Id;
            await f.Store.CommitAsync(new Commit().Purge(id)).ConfigureAwait(false);
            await f.Store.CommitAsync(new Commit().Requeue(id)).ConfigureAwait(false);
            Expect.Equal(new QueueCounts(1, 0, 0, 0), await f.Store.CountAsync("q").ConfigureAwait(false), "the counts");
            Expect.Sequence(["m"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "the messages");
        }),
        new(Group, "nothing is left of messages that were handled, requeued and purged", async f =>
        {
            await f.Applied(new Commit().Purge(await Dead(f, "1").ConfigureAwait(false))).ConfigureAwait(false);
            await f.Applied(new Commit().Requeue(await Dead(f, "2").ConfigureAwait(false))).ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            Expect.Equal(default, await f.Store.CountAsync("q").ConfigureAwait(false), "the counts");
            Expect.Equal(0, (await f.Store.ListQueuesAsync().ConfigureAwait(false)).Count, "the number of queues");
            Expect.Equal(0, (await f.Store.ListMessagesAsync("q", null, 10).ConfigureAwait(false)).Items.Count, "the number of messages");
            Expect.Equal(0, (await f.Store.ListDeadLettersAsync("q", null, 10).ConfigureAwait(false)).Items.Count, "the number of dead letters");
        }),
    ];

    private static async Task<long> Dead(StoreFixture f, string body)
    {
        await f.Send("q", "p", body).ConfigureAwait(false);
        var lease = await f.Lease("q").ConfigureAwait(false);
        await f.Applied(new Commit().Under(lease.Token).Kill(lease.Messages[0].Id, "R", "d")).ConfigureAwait(false);
        return lease.Messages[0].Id;
    }
}
