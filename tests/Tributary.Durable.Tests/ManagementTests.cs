using Tributary.Store;
using Tributary.Testing;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

public sealed class ManagementTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Flow");
    private static readonly ActivityDescriptor<int, int> s_gate = Activity("Gate");
    private bool _open;
    private readonly List<string> _keys = [];

    [Fact]
    public async Task Instances_are_listed_by_filter_in_pages_without_gaps()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 25; i++)
            await host.Client.Of(s_flow).StartAsync(i % 2, $"i{i:00}");
        await host.Settle();
        var found = new List<string>();
        for (string? after = null; ;)
        {
            var page = await host.Client.ListAsync(new InstanceFilter { Statuses = [InstanceStatus.Failed], IdPrefix = "i", Name = "Flow" }, after, 4);
            found.AddRange(page.Items.Select(info => info.Id));
            if ((after = page.Next) is null)
                break;
        }

        Assert.Equal(Enumerable.Range(0, 25).Where(i => i % 2 == 1).Select(i => $"i{i:00}"), found);
        var counts = await host.Client.CountAsync();
        Assert.Equal((12L, 13L), (counts[InstanceStatus.Failed], counts[InstanceStatus.Completed]));
        Assert.Empty((await host.Client.ListAsync(new InstanceFilter { CreatedBefore = host.Time.GetUtcNow() })).Items);
        await host.Advance(TimeSpan.FromDays(1));
        Assert.Equal(13, await host.Client.PurgeAsync(new InstanceFilter { Statuses = [InstanceStatus.Completed], UpdatedBefore = host.Time.GetUtcNow() }));
        Assert.Equal(12, (await host.Client.ListAsync()).Items.Count);
    }

    [Fact]
    public async Task A_document_that_cannot_be_read_hides_no_other()
    {
        await using var host = await StartAsync();
        await host.Client.Of(s_flow).StartAsync(0, "good");
        await host.Store.CommitAsync(new Commit().Put(DurableNames.Instance("bad"), 0, "{"u8.ToArray()));
        var page = await host.Client.ListAsync();
        Assert.Equal(["bad", "good"], page.Items.Select(info => info.Id));
        Assert.NotNull(page.Items[0].Difference);
        await Assert.ThrowsAsync<Codec.CodecException>(async () => await host.Client.FindAsync("bad"));
    }

    [Fact]
    public async Task Instances_are_terminated_in_bulk_and_only_ended_ones_are_purged()
    {
        await using var host = await StartAsync();
        for (var i = 0; i < 5; i++)
            await host.Client.Of(s_flow).StartAsync(2, $"i{i}");
        await host.Settle();
        Assert.False(await host.Client.PurgeAsync("i0"));
        Assert.Equal(5, await host.Client.TerminateAsync(InstanceFilter.All, "bulk"));
        await host.Settle();
        Assert.Equal(0, await PendingAsync(host));
        Assert.True(await host.Client.PurgeAsync("i0"));
        await Assert.ThrowsAsync<InstanceNotFoundException>(async () => await host.Client.ReadHistoryAsync("i0"));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Client.GetInstance("i1").RaiseAsync(1));
    }

    [Fact]
    public async Task A_failed_instance_is_rewound_and_calls_again_under_the_same_key()
    {
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(1, "i");
        await host.Settle();
        await FailsAsync(handle);
        _open = true;
        await host.Client.RewindAsync("i");
        await host.Settle();
        Assert.Equal(101, await handle.ResultAsync());
        Assert.Equal(["i/1/0", "i/1/0"], _keys);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Client.RewindAsync("i"));
    }

    [Fact]
    public async Task A_rewind_reaches_children_and_everything_that_failed_in_a_fan_out()
    {
        var parent = Flow("Parent");
        await using var host = await StartAsync(add => add.AddOrchestration(parent, static async (ctx, _) =>
        {
            var branches = Enumerable.Range(0, 3).Select(_ => ctx.Orchestrations.Call(s_flow, 1, null)).Append(ctx.Activities.Call(s_gate, 1, null)).Append(ctx.Activities.Call(Twice, 1, null));
            return (await ctx.WhenAll(branches)).Sum();
        }));
        var handle = await host.Client.Of(parent).StartAsync(0, "p");
        await host.Settle();
        await FailsAsync(handle);
        _open = true;
        await host.Client.RewindAsync("p");
        await host.Settle();
        Assert.Equal(3 * 101 + 101 + 2, await handle.ResultAsync());
    }

    [Fact]
    public async Task What_a_failure_took_back_is_called_again_by_a_rewind()
    {
        var flow = Flow("Late");
        await using var host = await StartAsync(add => add.AddOrchestration(flow, static async (ctx, _) =>
        {
            var timer = ctx.CreateTimer(TimeSpan.FromHours(1));
            var result = await ctx.Activities.Call(s_gate, 1, null);
            await timer;
            return result;
        }));
        var handle = await host.Client.Of(flow).StartAsync(0, "i");
        await host.Settle();
        Assert.Equal(0, await PendingAsync(host));
        _open = true;
        await host.Client.RewindAsync("i");
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(101, await handle.ResultAsync());
        Assert.Equal(0, await PendingAsync(host));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("again")]
    public async Task An_ended_instance_is_restarted_with_its_input(string? newId)
    {
        var flow = Flow("Timed");
        await using var host = await StartAsync(add => add.AddOrchestration(flow, static async (ctx, input) =>
        {
            await ctx.CreateTimer(TimeSpan.FromHours(1));
            return await ctx.Activities.Call(s_gate, input, null);
        }));
        var handle = await host.Client.Of(flow).StartAsync(1, "i");
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await host.Client.RestartAsync("i"));
        await host.Advance(TimeSpan.FromHours(1));
        await FailsAsync(handle);
        _open = true;
        var restarted = await host.Client.RestartAsync("i", newId);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(newId ?? "i", restarted.InstanceId);
        Assert.Equal(InstanceStatus.Completed, (await restarted.GetAsync()).Status);
        Assert.Equal(2, _keys.Distinct().Count());
    }

    [Fact]
    public async Task An_id_can_be_used_again_after_a_purge()
    {
        var flow = Flow("Timed");
        await using var host = await StartAsync(add => add.AddOrchestration(flow, static async (ctx, input) =>
        {
            await ctx.CreateTimer(TimeSpan.FromSeconds(1));
            return input;
        }));
        for (var i = 0; i < 3; i++)
        {
            var handle = await host.Client.Of(flow).StartAsync(i, "i");
            await host.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(i, await handle.ResultAsync());
            Assert.True(await host.Client.PurgeAsync("i"));
        }
    }

    [Fact]
    public async Task A_suspension_holds_what_arrives_and_a_resumption_right_after_it_is_not_lost()
    {
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(2, "i");
        await host.Settle();
        await handle.SuspendAsync();
        await handle.RaiseAsync(1);
        await host.Settle();
        await host.Crash();
        Assert.Equal(InstanceStatus.Suspended, (await host.Client.GetInstance("i").GetAsync()).Status);
        var other = await host.Client.Of(s_flow).StartAsync(2, "other");
        await other.SuspendAsync();
        await other.ResumeAsync();
        await other.RaiseAsync(4);
        await host.Client.GetInstance("i").ResumeAsync();
        await host.Settle();
        Assert.Equal(InstanceStatus.Completed, (await host.Client.GetInstance("i").GetAsync()).Status);
        Assert.Equal(4, await other.ResultAsync());
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_leaves_nothing_behind()
    {
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(2, "i");
        await host.Settle();
        using var stop = new CancellationTokenSource();
        var waiting = handle.WaitAsync(stop.Token);
        Assert.Equal(1, host.Client.Services.Waiters.Count);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(0, host.Client.Services.Waiters.Count);
        waiting = handle.ResultAsync();
        await handle.RaiseAsync(3);
        await host.Settle();
        Assert.Equal(3, await waiting);
    }

    [Fact]
    public async Task A_turn_that_fails_again_and_again_fails_its_instance_and_its_parent()
    {
        var parent = Flow("Parent");
        var child = new OrchestrationDescriptor<int, int>("Child", 1, Codec.Codecs.Int32, Codec.Codecs.Int32);
        DurableHarness? process = null;
        await using var host = await StartAsync(add => add
            .AddOrchestration(parent, async (ctx, _) => await ctx.Orchestrations.Call(child, 1, new ChildOptions { InstanceId = "c" }))
            .AddOrchestration(child, async (ctx, _) =>
            {
                await ctx.WaitForEvent<int>();
                // The process dies in each attempt of this turn.
                process!.CrashAt(1, applied: false);
                return 1;
            }));
        process = host;
        var handle = await host.Client.Of(parent).StartAsync(0);
        await host.Settle();
        await host.Client.GetInstance("c").RaiseAsync(1);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(InstanceStatus.Failed, (await host.Client.GetInstance("c").GetAsync()).Status);
        Assert.Contains("failed 5 times", (await FailsAsync(host.Client.Of(parent).Get(handle.InstanceId))).Failure.Message, StringComparison.Ordinal);
    }

    private ValueTask<DurableHarness> StartAsync(Action<Hosting.TributaryBuilder>? more = null) => Support.StartAsync(add =>
    {
        add.AddActivity(s_gate, (input, context) =>
        {
            _keys.Add(context.IdempotencyKey);
            return _open ? input + 100 : throw new InvalidOperationException("closed");
        });
        add.AddOrchestration(s_flow, static async (ctx, input) => input switch
        {
            0 => 0,
            1 => await ctx.Activities.Call(s_gate, input, null),
            _ => await ctx.WaitForEvent<int>(),
        });
        more?.Invoke(add);
    });
}
