using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Taking messages back: what waits goes, what a lease holds stays.</summary>
internal static class WithdrawalCases
{
    private const string Group = "withdrawal";

    private static readonly MessageAddress s_address = new("q", "p");

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a delayed message is taken back by its id", async f =>
        {
            var due = f.Time.GetUtcNow().AddHours(1);
            await f.Applied(new Commit().Send(Timer("a", due)).Send(Timer("b", due))).ConfigureAwait(false);
            await f.Applied(new Commit().Withdraw(s_address, "a")).ConfigureAwait(false);
            await Counts(f, ready: 0, delayed: 1).ConfigureAwait(false);
            f.Time.AdvanceTo(due);
            Expect.Sequence(["b"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "what is left");
        }),
        new(Group, "a visible message is taken back, and nobody leases an empty partition", async f =>
        {
            await f.Send("q", "p", "a", "b").ConfigureAwait(false);
            await f.Send("q", "other", "c").ConfigureAwait(false);
            await f.Applied(new Commit().Withdraw(s_address)).ConfigureAwait(false);
            await Counts(f, ready: 1, delayed: 0).ConfigureAwait(false);
            Expect.Sequence(["c"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "what is left");
            await f.NoLease("q", "the rest was taken back").ConfigureAwait(false);
        }),
        new(Group, "a partition that was emptied takes new messages", async f =>
        {
            await f.Send("q", "p", "a").ConfigureAwait(false);
            await f.Applied(new Commit().Withdraw(s_address).Send(Message("b"))).ConfigureAwait(false);
            Expect.Sequence(["b"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "what was sent in the same commit");
        }),
        new(Group, "what a lease holds is not touched", async f =>
        {
            await f.Send("q", "p", "held").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Send("q", "p", "waiting").ConfigureAwait(false);
            await f.Applied(new Commit().Withdraw(s_address)).ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id)).ConfigureAwait(false);
            await f.NoLease("q", "one was consumed and the other taken back").ConfigureAwait(false);
        }),
        new(Group, "a lease may take back what came after it, and not what it holds itself", async f =>
        {
            await f.Send("q", "p", "handled", "kept").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Send("q", "p", "late").ConfigureAwait(false);
            await f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id).Withdraw(s_address)).ConfigureAwait(false);
            Expect.Sequence(["kept"], StoreFixture.Texts(await f.Lease("q").ConfigureAwait(false)), "what is left");
        }),
        new(Group, "a refused commit takes nothing back", async f =>
        {
            await f.Send("q", "p", "a").ConfigureAwait(false);
            await f.Refused(new Commit().Check(new DocumentKey("c", "absent"), 1).Withdraw(s_address), ConflictKind.Document, "the document is absent").ConfigureAwait(false);
            await f.Lease("q").ConfigureAwait(false);
        }),
        new(Group, "taking back what is not there is no fault", async f =>
        {
            await f.Applied(new Commit().Withdraw(s_address).Withdraw(new MessageAddress("no", "such"), "id")).ConfigureAwait(false);
            await f.NoLease("q", "there never was a message").ConfigureAwait(false);
        }),
        new(Group, "what was taken back is gone after a restart", async f =>
        {
            await f.Applied(new Commit().Send(Timer("a", f.Time.GetUtcNow().AddHours(1))).Send(Message("b"))).ConfigureAwait(false);
            await f.Applied(new Commit().Withdraw(s_address, "a")).ConfigureAwait(false);
            await f.ReopenAsync().ConfigureAwait(false);
            await Counts(f, ready: 1, delayed: 0).ConfigureAwait(false);
        }) { Reopens = true },
    ];

    private static OutgoingMessage Message(string body) => new(s_address, StoreFixture.Bytes(body));

    private static OutgoingMessage Timer(string id, DateTimeOffset due) => Message(id) with { VisibleFrom = due, DedupeId = id };

    private static async Task Counts(StoreFixture f, long ready, long delayed)
    {
        var counts = await f.Store.CountAsync("q").ConfigureAwait(false);
        Expect.Equal(ready, counts.Ready, "the ready messages");
        Expect.Equal(delayed, counts.Delayed, "the delayed messages");
    }
}
