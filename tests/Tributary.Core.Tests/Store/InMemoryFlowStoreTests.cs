using Microsoft.Extensions.DependencyInjection;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing;

namespace Tributary.Core.Tests.Store;

/// <summary>What is special about the in-memory store; everything else is in the conformance suite.</summary>
public sealed class InMemoryFlowStoreTests
{
    private static readonly MessageAddress s_address = new("q", "p");
    private readonly VirtualTimeProvider _clock = new();

    [Fact]
    public async Task A_crash_keeps_what_was_committed_and_loses_leases_and_subscribers()
    {
        var store = await OpenAsync();
        List<string> before = [], after = [];
        store.QueueReady += before.Add;
        await store.CommitAsync(new Commit().Put(new("c", "1"), 0, new byte[] { 1 }).Send(new(s_address, new byte[] { 2 })));
        var lease = (await store.TryLeaseAsync(Request()))!;
        before.Clear();

        store.Crash();
        var closed = await Assert.ThrowsAsync<FlowStoreException>(() => store.GetAsync(new("c", "1")).AsTask());
        Assert.Equal(FlowStoreFault.Closed, closed.Fault);
        store.QueueReady += after.Add;
        await store.OpenAsync();

        Assert.Empty(before);
        Assert.Equal(["q"], after);
        Assert.NotNull(await store.GetAsync(new("c", "1")));
        Assert.Equal(ConflictKind.Lease, (await store.CommitAsync(new Commit().Under(lease.Token).Consume(1))).Conflict);
        Assert.Equal(1, (await store.TryLeaseAsync(Request()))!.Messages[0].Attempts);
    }

    [Fact]
    public async Task A_store_that_is_closed_counts_no_attempt_and_suspects_nobody()
    {
        var store = await OpenAsync();
        await store.CommitAsync(new Commit().Send(new(s_address, new byte[] { 1 })).Send(new(s_address, new byte[] { 2 })));
        await store.TryLeaseAsync(Request());

        await store.DisposeAsync();
        await store.OpenAsync();

        Assert.Equal([1, 1], (await store.TryLeaseAsync(Request()))!.Messages.Select(static m => m.Attempts));
    }

    [Fact]
    public async Task Stored_bytes_are_not_the_senders()
    {
        var store = await OpenAsync();
        byte[] body = [1];
        await store.CommitAsync(new Commit().Put(new("c", "1"), 0, body).Append("l", 0, body.AsMemory()).Send(new(s_address, body)));
        body[0] = 9;

        Assert.Equal(1, (await store.GetAsync(new("c", "1")))!.Body.Span[0]);
        Assert.Equal(1, (await store.ReadLogAsync("l", 0, 1))[0].Body.Span[0]);
        Assert.Equal(1, (await store.TryLeaseAsync(Request()))!.Messages[0].Body.Span[0]);
    }

    [Fact]
    public async Task A_dedupe_id_is_forgotten_after_the_retention_time()
    {
        var store = new InMemoryFlowStore(_clock, new InMemoryStoreOptions { DedupeRetention = TimeSpan.FromHours(1) });
        await store.OpenAsync();
        OutgoingMessage message = new(s_address, default) { DedupeId = "d" };

        Assert.Equal(0, (await store.CommitAsync(new Commit().Send(message))).Duplicates);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, (await store.CommitAsync(new Commit().Send(message))).Duplicates);
        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(0, (await store.CommitAsync(new Commit().Send(message))).Duplicates);
    }

    [Fact]
    public async Task Every_call_completes_before_it_returns()
    {
        var store = await OpenAsync();

        Assert.True(store.CommitAsync(new Commit().Send(new(s_address, default))).IsCompletedSuccessfully);
        Assert.True(store.TryLeaseAsync(Request()).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_name_that_is_no_valid_text_is_refused()
    {
        var store = await OpenAsync();

        await Assert.ThrowsAsync<ArgumentException>(() => store.CommitAsync(new Commit().Put(new("c", "a\uD800b"), 0, default)).AsTask());
        Assert.True((await store.CommitAsync(new Commit().Put(new("c", "a\U0001F600b"), 0, default))).Succeeded);
    }

    [Fact]
    public void The_last_choice_of_a_store_wins()
    {
        var kept = new InMemoryFlowStore(_clock);
        var builder = new TributaryBuilder(new ServiceCollection());

        builder.UseInMemoryStore().UseInMemoryStore(kept);

        Assert.Same(kept, Assert.Single(builder.Services.BuildServiceProvider().GetServices<IFlowStore>()));
    }

    private static LeaseRequest Request() => new(["q"], TimeSpan.FromSeconds(30));

    private async Task<InMemoryFlowStore> OpenAsync()
    {
        var store = new InMemoryFlowStore(_clock);
        await store.OpenAsync();
        return store;
    }
}
