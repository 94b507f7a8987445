using Tributary.Testing;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

/// <summary>Attempts that have limits, and how far they have got.</summary>
public sealed class AttemptTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Flow");

    [Fact]
    public async Task A_missing_heartbeat_fails_the_attempt()
    {
        VirtualTimeProvider? time = null;
        var cancelledAfter = TimeSpan.Zero;
        var activity = Activity("Silent", new ActivitySettings { HeartbeatTimeout = TimeSpan.FromSeconds(10) });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, async (_, input, context) =>
            {
                // Two signs of life in time, and none any more.
                for (var beat = 0; beat < 2; beat++)
                {
                    await Task.Delay(TimeSpan.FromSeconds(8), time!, context.CancellationToken);
                    context.Heartbeat();
                }

                await WaitForCancelAsync(context);
                cancelledAfter = time!.Elapsed;
                throw new FormatException("what it throws then is of no interest");
            })
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        time = host.Time;
        var handle = await host.Client.Of(s_flow).StartAsync(0, "i");

        await host.Advance(TimeSpan.FromSeconds(25.9));
        Assert.Equal(InstanceStatus.Running, (await handle.GetAsync()).Status);
        await host.Advance(TimeSpan.FromSeconds(0.1));
        var failure = (await FailsAsync(handle)).Failure.Cause!;
        Assert.Equal(typeof(TimeoutException).FullName, failure.Type);
        Assert.Equal("Activity Silent gave no heartbeat for 00:00:10.", failure.Message);
        Assert.Equal(TimeSpan.FromSeconds(26), cancelledAfter);
    }

    [Fact]
    public async Task An_attempt_that_ignores_its_cancellation_is_abandoned_after_its_grace_time()
    {
        var stuck = new TaskCompletionSource<int>();
        var activity = Activity("Stuck", new ActivitySettings { Timeout = TimeSpan.FromSeconds(30) });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, (_, _, _) => new(stuck.Task))
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        var handle = await host.Client.Of(s_flow).StartAsync(0, "i");

        await host.Advance(TimeSpan.FromSeconds(39.9));
        Assert.Equal(InstanceStatus.Running, (await handle.GetAsync()).Status);
        await host.Advance(TimeSpan.FromSeconds(0.1));
        var failure = (await FailsAsync(handle)).Failure.Cause!;
        Assert.Equal(typeof(TimeoutException).FullName, failure.Type);
        Assert.Equal(
            "Activity Stuck did not end within 00:00:30. It did not react to its cancellation within 00:00:10 and goes on unwatched.", failure.Message);

        // What it returns after all is dropped.
        stuck.SetResult(7);
        await host.Settle();
        Assert.Equal(["Started", "ActivityScheduled", "ActivityFailed", "Failed"], await KindsAsync(host, "i"));
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task An_attempt_that_cleans_up_when_it_is_cancelled_ends_within_its_grace_time()
    {
        VirtualTimeProvider? time = null;
        var activity = Activity("Clean", new ActivitySettings { Timeout = TimeSpan.FromSeconds(30) });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, async (_, input, context) =>
            {
                await WaitForCancelAsync(context);
                await Task.Delay(TimeSpan.FromSeconds(4), time!);
                return input;
            })
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        time = host.Time;
        var handle = await host.Client.Of(s_flow).StartAsync(0);

        await host.Advance(TimeSpan.FromSeconds(33.9));
        Assert.Equal(InstanceStatus.Running, (await handle.GetAsync()).Status);
        await host.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal("Activity Clean did not end within 00:00:30.", (await FailsAsync(handle)).Failure.Cause!.Message);
    }

    [Fact]
    public async Task What_hangs_when_its_process_dies_runs_again_in_the_next()
    {
        var attempts = 0;
        var activity = Activity("Hang");
        await using var host = await StartAsync(add => add
            .AddActivity(activity, async (_, input, _) =>
            {
                if (++attempts == 1)
                    await new TaskCompletionSource().Task;
                return input + 1;
            })
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        await host.Client.Of(s_flow).StartAsync(1, "i");
        await host.Advance(TimeSpan.FromSeconds(1));
        await host.Crash();
        await host.Settle();
        Assert.Equal(2, await host.Client.Of(s_flow).Get("i").ResultAsync());
        Assert.Equal(2, attempts);
    }

    [Theory]
    [InlineData("given up")]
    [InlineData("cancelled")]
    [InlineData("terminated")]
    [InlineData("completed")]
    [InlineData("failed")]
    public async Task How_far_a_call_has_got_is_forgotten_with_the_call(string end)
    {
        var activity = Activity("Copy", new ActivitySettings { Retry = new ActivityRetry { MaxAttempts = 2, FirstDelay = TimeSpan.FromHours(1), Jitter = 0 } });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, async (_, _, context) =>
            {
                await context.HeartbeatAsync(context.Attempt);
                return context.Attempt == 1 || end == "failed" ? throw new FormatException() : await context.GetHeartbeatAsync(0);
            })
            .AddOrchestration(s_flow, async (ctx, input) =>
            {
                var call = ctx.Activities.Call(activity, input, null);
                if (end != "given up")
                    return await call;
                await ctx.WhenAny(call, ctx.CreateTimer(TimeSpan.FromMinutes(1)));
                await ctx.CreateTimer(TimeSpan.FromDays(1));
                return 0;
            }));
        var handle = await host.Client.Of(s_flow).StartAsync(0, "i");
        await host.Settle();
        Assert.NotNull(await host.Store.GetAsync(DurableNames.Heartbeat("i/1/0")));

        if (end == "cancelled")
            await handle.CancelAsync();
        if (end == "terminated")
            await handle.TerminateAsync();
        await host.Advance(end is "completed" or "failed" ? TimeSpan.FromHours(1) : TimeSpan.FromMinutes(1));
        Assert.Null(await host.Store.GetAsync(DurableNames.Heartbeat("i/1/0")));
        Assert.Equal(end == "given up" ? InstanceStatus.Running : Enum.Parse<InstanceStatus>(end, ignoreCase: true), (await handle.GetAsync()).Status);
    }

    private static async Task WaitForCancelAsync(ActivityContext context)
    {
        var cancelled = new TaskCompletionSource();
        await using var registration = context.CancellationToken.Register(cancelled.SetResult);
        await cancelled.Task;
    }
}
