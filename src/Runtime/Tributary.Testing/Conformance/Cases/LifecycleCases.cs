using Tributary.Store;

namespace Tributary.Testing.Conformance;

/// <summary>Opening, closing, and telling of work.</summary>
internal static class LifecycleCases
{
    private const string Group = "lifecycle";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public static IEnumerable<ConformanceCase> All() =>
    [
        new(Group, "a store that is not open says so", async f =>
        {
            await f.Store.DisposeAsync().ConfigureAwait(false);
            var store = await f.CreateAsync().ConfigureAwait(false);
            await using (store.ConfigureAwait(false))
                await Closed(store, "before OpenAsync").ConfigureAwait(false);
        })
        {
            Reopens = true,
        },
        new(Group, "a store that is closed says so, and closing twice is harmless", async f =>
        {
            await f.Store.DisposeAsync().ConfigureAwait(false);
            await Closed(f.Store, "after DisposeAsync").ConfigureAwait(false);
            await f.Store.DisposeAsync().ConfigureAwait(false);
        }),
        new(Group, "a fresh store is empty", async f =>
        {
            Expect.Equal(0, (await f.Store.ListQueuesAsync().ConfigureAwait(false)).Count, "the number of queues");
            Expect.Equal(default, await f.Store.CountAsync("q").ConfigureAwait(false), "the counts of an unknown queue");
            await f.NoLease("q", "nothing was sent").ConfigureAwait(false);
        }),
        new(Group, "an empty commit is applied and changes nothing", async f =>
        {
            await f.Applied(new Commit()).ConfigureAwait(false);
            Expect.Equal(0, (await f.Store.ListQueuesAsync().ConfigureAwait(false)).Count, "the number of queues");
        }),
        new(Group, "a send tells that its queue is ready", f => Told(f, "q", () => f.Send("q", "p", "m"))),
        new(Group, "a message that becomes due tells that its queue is ready", async f =>
        {
            var due = f.Time.GetUtcNow().AddMinutes(5);
            await f.Applied(new Commit().Send(new OutgoingMessage(new("q", "p"), StoreFixture.Bytes("m")) { VisibleFrom = due })).ConfigureAwait(false);
            await Told(f, "q", () =>
            {
                f.Time.Advance(TimeSpan.FromMinutes(6));
                return Task.CompletedTask;
            }).ConfigureAwait(false);
        }),
        new(Group, "the end of a lease tells of messages that arrived meanwhile", async f =>
        {
            await f.Send("q", "p", "first").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await f.Send("q", "p", "second").ConfigureAwait(false);
            await Told(f, "q", () => f.Applied(new Commit().Under(lease.Token).Consume(lease.Messages[0].Id))).ConfigureAwait(false);
        }),
        new(Group, "an abandoned lease tells that its queue is ready", async f =>
        {
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var lease = await f.Lease("q").ConfigureAwait(false);
            await Told(f, "q", () => f.Store.AbandonAsync(lease.Token, TimeSpan.Zero).AsTask()).ConfigureAwait(false);
        }),
        new(Group, "a handler of QueueReady can use the store", async f =>
        {
            var leased = new TaskCompletionSource<Lease?>(TaskCreationOptions.RunContinuationsAsynchronously);
            void Lease(string queue) => _ = Run();
            async Task Run() => leased.TrySetResult(await f.TryLease("q").ConfigureAwait(false));
            f.Store.QueueReady += Lease;
            await f.Send("q", "p", "m").ConfigureAwait(false);
            var lease = await leased.Task.WaitAsync(s_patience).ConfigureAwait(false);
            f.Store.QueueReady -= Lease;
            Expect.That(lease is not null, "a message to be visible when QueueReady tells of it.");
        }),
    ];

    private static async Task Closed(IFlowStore store, string when)
    {
        try
        {
            await store.GetAsync(new("c", "id")).ConfigureAwait(false);
        }
        catch (FlowStoreException e) when (e.Fault == FlowStoreFault.Closed)
        {
            return;
        }

        throw new ConformanceException($"Expected a FlowStoreException with the fault Closed {when}.");
    }

    private static async Task Told(StoreFixture f, string queue, Func<Task> act)
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Hear(string ready)
        {
            if (ready == queue)
                told.TrySetResult();
        }

        f.Store.QueueReady += Hear;
        await act().ConfigureAwait(false);
        try
        {
            await told.Task.WaitAsync(s_patience).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new ConformanceException($"Expected QueueReady to be raised for '{queue}' within {s_patience.TotalSeconds} s.");
        }
        finally
        {
            f.Store.QueueReady -= Hear;
        }
    }
}
