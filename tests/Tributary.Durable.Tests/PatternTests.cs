using Tributary.Codec;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

public sealed class PatternTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Flow");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300)]
    [InlineData(10_000)]
    public async Task Fan_out_and_in(int width)
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static async (ctx, input) =>
        {
            var results = await ctx.WhenAll(Enumerable.Range(0, input).Select(i => ctx.Activities.Call(Twice, i, null)));
            return results.Sum();
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(width);
        await host.Settle();
        Assert.Equal(width * (width - 1), await handle.ResultAsync());
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task WhenAll_fails_with_the_first_in_order_when_all_have_ended()
    {
        var done = 0;
        var odd = Activity("Odd");
        await using var host = await StartAsync(add => add
            .AddActivity(odd, (input, _) => input % 2 == 1 ? throw new InvalidOperationException($"odd {input}") : Interlocked.Increment(ref done))
            .AddOrchestration(s_flow, async (ctx, _) => (await ctx.WhenAll(Enumerable.Range(0, 6).Select(i => ctx.Activities.Call(odd, i, null)))).Length));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        var failure = (await FailsAsync(handle)).Failure;
        Assert.Contains("odd 1", failure.Message, StringComparison.Ordinal);
        Assert.True(failure.Is<InvalidOperationException>());
        Assert.Equal(3, done);
    }

    [Fact]
    public async Task The_losers_of_a_race_are_cancelled_and_leave_no_message()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static async (ctx, _) =>
        {
            var winner = await ctx.First(
                ctx.CreateTimer(TimeSpan.FromDays(30)).Then(() => 1), ctx.CreateTimer(TimeSpan.FromHours(1)).Then(() => 2), ctx.WaitForEvent<int>("never"));
            await ctx.CreateTimer(TimeSpan.FromHours(1));
            return winner;
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(0, "race");
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, await PendingAsync(host));
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await handle.ResultAsync());
        Assert.Equal(0, await PendingAsync(host));
        Assert.Contains("OperationCancelled", await KindsAsync(host, "race"));
    }

    [Fact]
    public async Task WhenAny_tells_the_operation_that_has_won()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static async (ctx, _) =>
        {
            var timer = ctx.CreateTimer(TimeSpan.FromHours(1));
            var call = ctx.Activities.Call(Twice, 4, null);
            return await ctx.WhenAny(timer, call) == call ? await call : -1;
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        Assert.Equal(8, await handle.ResultAsync());
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task Timers_of_any_length_survive_crashes()
    {
        var flow = new OrchestrationDescriptor<int, DateTimeOffset>("Long", 1, Codecs.Int32, Codecs.DateTimeOffset);
        await using var host = await StartAsync(add => add.AddOrchestration(flow, static async (ctx, _) =>
        {
            var start = ctx.UtcNow;
            await ctx.CreateTimer(TimeSpan.FromDays(30));
            await ctx.CreateTimer(start + TimeSpan.FromDays(800));
            await ctx.CreateTimer(TimeSpan.FromSeconds(-1));
            return ctx.UtcNow;
        }));
        var begin = host.Time.GetUtcNow();
        var handle = await host.Client.Of(flow).StartAsync(0);
        await host.Advance(TimeSpan.FromDays(31));
        await host.Crash();
        handle = host.Client.Of(flow).Get(handle.InstanceId);
        await host.Advance(TimeSpan.FromDays(800));
        Assert.Equal(begin + TimeSpan.FromDays(800), await handle.ResultAsync());
    }

    [Fact]
    public async Task A_timer_that_is_never_due_can_lose_a_race()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static async (ctx, _) =>
            await ctx.First(ctx.CreateTimer(TimeSpan.MaxValue).Then(() => 1), ctx.WaitForEvent<int>())));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        await handle.RaiseAsync(7);
        await host.Settle();
        Assert.Equal(7, await handle.ResultAsync());
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task Events_are_kept_in_order_before_the_start_and_over_continue_as_new()
    {
        var flow = TextFlow("Collect");
        await using var host = await StartAsync(add => add.AddOrchestration(flow, async (ctx, input) =>
        {
            var text = ctx.State.Get("text", "") + await ctx.WaitForEvent<string>();
            ctx.State.Set("text", text);
            return input == 0 ? text : await ctx.ContinueAs.As(flow, input - 1);
        }));
        var handle = await host.Client.Of(flow).StartAsync(5, "c", host.Time.GetUtcNow() + TimeSpan.FromHours(1));
        foreach (var letter in "abcd")
            await handle.RaiseAsync(letter.ToString());
        await host.Settle();
        Assert.Equal(InstanceStatus.Pending, (await handle.GetAsync()).Status);
        await host.Advance(TimeSpan.FromHours(1));
        await handle.RaiseAsync("e");
        await handle.RaiseAsync("f");
        await host.Settle();
        Assert.Equal("abcdef", await handle.ResultAsync());
    }

    [Fact]
    public async Task Events_that_come_together_with_the_end_of_an_execution_go_to_the_next()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, async (ctx, input) =>
        {
            var sum = input + await ctx.WaitForEvent<int>();
            return sum >= 100 ? sum : await ctx.ContinueAs.As(s_flow, sum);
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        for (var i = 0; i < 20; i++)
            await handle.RaiseAsync(5);
        await host.Settle();
        Assert.Equal(100, await handle.ResultAsync());
    }

    [Fact]
    public async Task Events_that_were_held_while_suspended_are_carried_over()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, async (ctx, input) =>
        {
            var sum = input + await ctx.WaitForEvent<int>();
            return sum >= 6 ? sum : await ctx.ContinueAs.As(s_flow, sum);
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        await handle.SuspendAsync();
        for (var i = 1; i <= 3; i++)
            await handle.RaiseAsync(i);
        await host.Settle();
        Assert.Equal(InstanceStatus.Suspended, (await handle.GetAsync()).Status);
        await handle.ResumeAsync();
        await host.Settle();
        Assert.Equal(6, await handle.ResultAsync());
    }

    [Fact]
    public async Task A_durable_loop_reads_events()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static async (ctx, _) =>
        {
            var sum = 0;
            await foreach (var next in ctx.Events<int>("order"))
            {
                if (next == 0)
                    break;
                sum += await ctx.Activities.Call(Twice, next, null);
            }

            return sum;
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        foreach (var number in new[] { 1, 2, 3, 0 })
            await handle.RaiseAsync(number, "order");
        await host.Settle();
        Assert.Equal(12, await handle.ResultAsync());
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task A_human_in_the_loop_has_a_time_limit(bool inTime, int expected)
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static async (ctx, _) =>
        {
            try
            {
                return await ctx.WaitForEvent<bool>("approval").Within(ctx, TimeSpan.FromDays(1)) ? 1 : 0;
            }
            catch (TimeoutException)
            {
                return await ctx.Activities.Call(Twice, 1, null);
            }
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        if (inTime)
            await handle.RaiseAsync(true, "approval");
        await host.Advance(TimeSpan.FromDays(1));
        Assert.Equal(expected, await handle.ResultAsync());
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task Ids_and_numbers_are_drawn_again_in_a_replay()
    {
        var flow = TextFlow("Chance");
        await using var host = await StartAsync(
            add => add.AddOrchestration(flow, static async (ctx, _) =>
            {
                var before = $"{ctx.NewGuid()}{ctx.Random.Next()}";
                await ctx.Activities.Call(Twice, 1, null);
                return $"{before}{ctx.NewGuid()}{ctx.Random.Next()}";
            }),
            options => options.WarmInstances = 0);
        var handle = await host.Client.Of(flow).StartAsync(0, "fixed");
        await host.Settle();
        var first = await handle.ResultAsync();
        await host.Client.PurgeAsync("fixed");
        handle = await host.Client.Of(flow).StartAsync(0, "fixed");
        await host.Settle();
        Assert.Equal(first, await handle.ResultAsync());
    }

    [Fact]
    public async Task A_monitor_ends_its_execution_and_keeps_its_state()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, async (ctx, input) =>
        {
            ctx.State.Set("rounds", ctx.State.Get("rounds", 0) + 1);
            await ctx.CreateTimer(TimeSpan.FromHours(1));
            return input == 0 ? ctx.State.Get("rounds", 0) : await ctx.ContinueAs.As(s_flow, input - 1);
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(99, "m");
        await host.Advance(TimeSpan.FromHours(100));
        Assert.Equal(100, await handle.ResultAsync());
        var info = await handle.GetAsync();
        Assert.Equal(100, info.Execution);
        Assert.Equal(4, (await host.Client.ReadHistoryAsync("m")).Events.Count());
    }

    [Fact]
    public async Task Continuing_as_another_orchestration_takes_later_events_along()
    {
        var second = Flow("Second");
        await using var host = await StartAsync(add => add
            .AddOrchestration(s_flow, async (ctx, input) => await ctx.ContinueAs.As(second, input + await ctx.WaitForEvent<int>()))
            .AddOrchestration(second, static async (ctx, input) => input + await ctx.WaitForEvent<int>()));
        var handle = await host.Client.Of(s_flow).StartAsync(1);
        await host.Settle();
        await handle.RaiseAsync(10);
        await handle.RaiseAsync(100);
        await host.Settle();
        Assert.Equal(111, await handle.ResultAsync());
    }
}
