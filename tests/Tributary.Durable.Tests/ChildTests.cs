using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

public sealed class ChildTests
{
    private static readonly OrchestrationDescriptor<int, int> s_parent = Flow("Parent");
    private static readonly OrchestrationDescriptor<int, int> s_child = Flow("Child");

    [Fact]
    public async Task A_child_returns_to_its_parent_and_can_be_told_something_before_it_has_begun()
    {
        await using var host = await StartAsync(add => add
            .AddOrchestration(s_parent, static async (ctx, input) =>
            {
                var child = ctx.Orchestrations.Call(s_child, input, new ChildOptions { InstanceId = "c" });
                ctx.RaiseEvent("c", 7);
                return await child;
            })
            .AddOrchestration(s_child, static async (ctx, input) => input + await ctx.WaitForEvent<int>()));
        var handle = await host.Client.Of(s_parent).StartAsync(1, "p");
        await host.Settle();
        Assert.Equal(8, await handle.ResultAsync());
        var tree = await host.Client.GetTreeAsync("p");
        Assert.Equal(("c", "p"), (Assert.Single(tree.Children).Instance.Id, tree.Children[0].Instance.Parent!.Instance));
    }

    [Theory]
    [InlineData(ParentClosePolicy.Terminate, InstanceStatus.Terminated)]
    [InlineData(ParentClosePolicy.Cancel, InstanceStatus.Cancelled)]
    [InlineData(ParentClosePolicy.Abandon, InstanceStatus.Completed)]
    public async Task The_end_of_the_parent_reaches_the_child_by_its_policy(ParentClosePolicy policy, InstanceStatus expected)
    {
        await using var host = await StartAsync(add => add
            .AddOrchestration(s_parent, async (ctx, input) =>
            {
                var child = ctx.Orchestrations.Call(s_child, input, new ChildOptions { InstanceId = "c", OnParentClose = policy });
                await ctx.CreateTimer(TimeSpan.FromMinutes(1));
                return child.IsCompleted ? 1 : 0;
            })
            .AddOrchestration(s_child, static async (ctx, input) =>
            {
                await ctx.CreateTimer(TimeSpan.FromHours(1));
                return input;
            }));
        var handle = await host.Client.Of(s_parent).StartAsync(1);
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await handle.ResultAsync());
        Assert.Equal(expected, (await host.Client.GetInstance("c").GetAsync()).Status);
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task Termination_and_cancellation_cascade_to_grandchildren()
    {
        var tree = Flow("Tree");
        await using var host = await StartAsync(add => add.AddOrchestration(tree, async (ctx, input) =>
        {
            if (input > 0)
                return await ctx.Orchestrations.Call(tree, input - 1, new ChildOptions { InstanceId = $"{ctx.InstanceId}+" });
            await ctx.CreateTimer(TimeSpan.FromDays(1));
            return 0;
        }));
        var killed = await host.Client.Of(tree).StartAsync(3, "t");
        var cancelled = await host.Client.Of(tree).StartAsync(3, "c");
        await host.Settle();
        await killed.TerminateAsync("bye");
        await cancelled.CancelAsync();
        await host.Settle();
        foreach (var info in (await host.Client.ListAsync()).Items)
            Assert.Equal(info.Id[0] == 't' ? InstanceStatus.Terminated : InstanceStatus.Cancelled, info.Status);
        Assert.Equal(8, (await host.Client.ListAsync()).Items.Count);
        Assert.Equal("bye", (await FailsAsync(killed)).Failure.Message);
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task A_failure_reaches_the_top_with_its_chain_of_causes_however_deep_it_is()
    {
        var tree = Flow("Tree");
        await using var host = await StartAsync(add => add.AddOrchestration(tree, async (ctx, input) =>
            input == 0 ? throw new InvalidOperationException("at the bottom \ud800") : await ctx.Orchestrations.Call(tree, input - 1, null)));
        var handle = await host.Client.Of(tree).StartAsync(2);
        var deep = await host.Client.Of(tree).StartAsync(100);
        await host.Settle();
        var failure = (await FailsAsync(handle)).Failure;
        Assert.Equal(typeof(ChildFailedException).FullName, failure.Type);
        Assert.Equal(typeof(ChildFailedException).FullName, failure.Cause!.Type);
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.Cause.Cause!.Type);
        Assert.True((await FailsAsync(deep)).Failure.Is<InvalidOperationException>());
    }

    [Fact]
    public async Task An_id_that_is_taken_fails_the_call()
    {
        await using var host = await StartAsync(add => add
            .AddOrchestration(s_parent, static async (ctx, input) => await ctx.Orchestrations.Call(s_child, input, new ChildOptions { InstanceId = "c" }))
            .AddOrchestration(s_child, static async (ctx, input) => input + await ctx.WaitForEvent<int>()));
        var one = await host.Client.Of(s_parent).StartAsync(1, "one");
        var two = await host.Client.Of(s_parent).StartAsync(2, "two");
        await host.Settle();
        await host.Client.GetInstance("c").RaiseAsync(10);
        await host.Settle();
        var ends = new[] { await one.GetAsync(), await two.GetAsync() };
        Assert.Equal([InstanceStatus.Completed, InstanceStatus.Failed], ends.Select(e => e.Status).Order());
        Assert.Contains("exists already", ends.Single(e => e.Status == InstanceStatus.Failed).Failure!.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InstanceExistsException>(async () => await host.Client.Of(s_child).StartAsync(1, "one"));
    }

    [Fact]
    public async Task Two_parents_that_call_one_id_in_the_same_moment_are_both_answered()
    {
        var both = Flow("Both");
        await using var host = await StartAsync(add => add
            .AddOrchestration(both, static async (ctx, input) =>
            {
                var calls = Enumerable.Range(0, 2).Select(i => ctx.Orchestrations.Call(s_child, i, new ChildOptions { InstanceId = "c" })).ToArray();
                var first = await calls[0];
                try
                {
                    await calls[1];
                    return -1;
                }
                catch (ChildFailedException e) when (e.Failure.Is<InstanceExistsException>())
                {
                    return first;
                }
            })
            .AddOrchestration(s_child, static async (ctx, input) => await ctx.Activities.Call(Twice, input + 10, null)));
        var handle = await host.Client.Of(both).StartAsync(0);
        await host.Settle();
        Assert.Equal(20, await handle.ResultAsync());
    }

    [Fact]
    public async Task A_detached_instance_outlives_its_starter_and_hears_what_it_raises()
    {
        await using var host = await StartAsync(add => add
            .AddOrchestration(s_parent, static async (ctx, input) =>
            {
                var id = ctx.Detached.Start(s_child, input, "d");
                ctx.RaiseEvent(id, 5);
                await ctx.Activities.Call(Twice, 1, null);
                ctx.RaiseEvent(id, 6);
                ctx.RaiseEvent("nobody", 6);
                return id.Length;
            })
            .AddOrchestration(s_child, static async (ctx, input) => input + await ctx.WaitForEvent<int>() + await ctx.WaitForEvent<int>()));
        var handle = await host.Client.Of(s_parent).StartAsync(1);
        await host.Settle();
        Assert.Equal(1, await handle.ResultAsync());
        Assert.Equal(12, await host.Client.Of(s_child).Get("d").ResultAsync());
        Assert.Null((await host.Client.GetInstance("d").GetAsync()).Parent);
    }

    [Fact]
    public async Task A_child_that_continues_as_new_still_returns_to_its_parent()
    {
        await using var host = await StartAsync(add => add
            .AddOrchestration(s_parent, static async (ctx, input) => await ctx.Orchestrations.Call(s_child, input, null))
            .AddOrchestration(s_child, static async (ctx, input) =>
            {
                await ctx.Activities.Call(Twice, 1, null);
                return input >= 5 ? input : await ctx.ContinueAs.As(s_child, input + 1);
            }));
        var handle = await host.Client.Of(s_parent).StartAsync(0);
        await host.Settle();
        Assert.Equal(5, await handle.ResultAsync());
    }

    [Fact]
    public async Task Cancelling_lets_the_code_clean_up_and_a_race_is_no_answer_to_it()
    {
        var cleaned = Activity("Clean");
        var ran = 0;
        await using var host = await StartAsync(add => add
            .AddActivity(cleaned, (input, _) => ++ran)
            .AddOrchestration(s_parent, async (ctx, input) =>
            {
                try
                {
                    var approval = ctx.WaitForEvent<int>();
                    return await ctx.WhenAny(approval, ctx.CreateTimer(TimeSpan.FromDays(1))) == approval ? 1 : 2;
                }
                finally
                {
                    await ctx.Activities.Call(cleaned, input, null);
                }
            }));
        var handle = await host.Client.Of(s_parent).StartAsync(0);
        var early = await host.Client.Of(s_parent).StartAsync(0, startAt: host.Time.GetUtcNow() + TimeSpan.FromHours(1));
        await host.Settle();
        await handle.CancelAsync();
        await early.CancelAsync();
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(InstanceStatus.Cancelled, (await FailsAsync(handle)).Status);
        Assert.Equal(InstanceStatus.Cancelled, (await FailsAsync(early)).Status);
        Assert.Equal(2, ran);
        Assert.Equal(0, await PendingAsync(host));
    }
}
