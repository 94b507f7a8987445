using Tributary.Codec;
using Tributary.Store;
using Tributary.Testing;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

public sealed class ActivityTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Flow");

    [Theory]
    [InlineData(Backoff.Fixed, 3)]
    [InlineData(Backoff.Linear, 1 + 2 + 3)]
    [InlineData(Backoff.Exponential, 1 + 2 + 4)]
    public async Task A_failing_activity_is_tried_again_after_its_delays(Backoff backoff, int seconds)
    {
        var attempts = new List<(int Attempt, string Key)>();
        var activity = Activity("Flaky", new ActivitySettings { Retry = new ActivityRetry { MaxAttempts = 10, Backoff = backoff, Jitter = 0 } });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, (_, context) =>
            {
                attempts.Add((context.Attempt, context.IdempotencyKey));
                return context.Attempt < 4 ? throw new InvalidOperationException("not yet") : context.Attempt;
            })
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        var handle = await host.Client.Of(s_flow).StartAsync(0, "i");
        await host.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(3, attempts.Count);
        await host.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(4, await handle.ResultAsync());
        Assert.Equal([1, 2, 3, 4], attempts.Select(a => a.Attempt));
        Assert.Equal("i/1/0", Assert.Single(attempts.Select(a => a.Key).Distinct()));
        Assert.Equal(["Started", "ActivityScheduled", "ActivityCompleted", "Completed"], await KindsAsync(host, "i"));
    }

    [Fact]
    public void Jitter_only_shortens_a_delay_and_no_delay_is_longer_than_the_longest()
    {
        var policy = new ActivityRetry { FirstDelay = TimeSpan.FromSeconds(10), MaxDelay = TimeSpan.FromSeconds(60), Jitter = 0.5 };
        Assert.Equal(TimeSpan.FromSeconds(10), policy.DelayAfter(1, 0));
        Assert.Equal(TimeSpan.FromSeconds(7.5), policy.DelayAfter(1, 0.5));
        Assert.Equal(TimeSpan.FromSeconds(60), policy.DelayAfter(2_000, 0));
    }

    [Fact]
    public async Task Without_a_policy_an_activity_is_tried_once()
    {
        var attempts = 0;
        var activity = Activity("Once");
        await using var host = await StartAsync(add => add
            .AddActivity(activity, (_, _) => ++attempts > 0 ? throw new InvalidOperationException("no", new FormatException("because")) : 0)
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Advance(TimeSpan.FromHours(1));
        var failure = (await FailsAsync(handle)).Failure;
        Assert.Equal(1, attempts);
        Assert.Equal(typeof(ActivityFailedException).FullName, failure.Type);
        Assert.Equal(typeof(InvalidOperationException).FullName, failure.Cause!.Type);
        Assert.Contains(nameof(Without_a_policy_an_activity_is_tried_once), failure.Cause.Stack!, StringComparison.Ordinal);
        Assert.Equal("because", failure.Cause.Cause!.Message);
    }

    [Fact]
    public async Task Some_exceptions_are_not_tried_again_and_a_call_may_have_its_own_policy()
    {
        var attempts = 0;
        var activity = Activity("Never", new ActivitySettings { Retry = new ActivityRetry { NonRetryable = [typeof(ArgumentException).FullName!] } });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, (input, _) => ++attempts > 0 && input == 0 ? throw new ArgumentNullException(nameof(input)) : throw new FormatException())
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, input == 2 ? new ActivityOptions { Retry = ActivityRetry.None } : null)));
        foreach (var (input, expected) in new[] { (0, 1), (1, 3), (2, 1) })
        {
            attempts = 0;
            var handle = await host.Client.Of(s_flow).StartAsync(input);
            await host.Advance(TimeSpan.FromHours(1));
            await FailsAsync(handle);
            Assert.Equal(expected, attempts);
        }
    }

    [Fact]
    public async Task The_total_time_limits_the_attempts()
    {
        var attempts = 0;
        var retry = new ActivityRetry { MaxAttempts = int.MaxValue, Backoff = Backoff.Fixed, Jitter = 0, TotalTimeout = TimeSpan.FromSeconds(5) };
        var activity = Activity("Total", new ActivitySettings { Retry = retry });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, (_, _) => ++attempts > 0 ? throw new FormatException() : 0)
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Advance(TimeSpan.FromHours(1));
        await FailsAsync(handle);
        Assert.Equal(6, attempts);
    }

    [Fact]
    public async Task An_activity_that_hangs_is_cancelled_and_tried_again()
    {
        var activity = Activity("Hang", new ActivitySettings { Timeout = TimeSpan.FromSeconds(30), Retry = new ActivityRetry { MaxAttempts = 2 } });
        await using var host = await StartAsync(add => add
            .AddActivity(activity, async (_, _, context) =>
            {
                if (context.Attempt == 1)
                    await new TaskCompletionSource().Task.WaitAsync(context.CancellationToken);
                return context.Attempt;
            })
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await handle.ResultAsync());
    }

    [Fact]
    public async Task An_activity_that_cancels_itself_fails()
    {
        var activity = Activity("Cancel");
        await using var host = await StartAsync(add => add
            .AddActivity(activity, static (_, _) => throw new OperationCanceledException("I give up"))
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        var error = await FailsAsync(handle);
        Assert.Equal(InstanceStatus.Failed, error.Status);
        Assert.True(error.Failure.Is<OperationCanceledException>());
    }

    [Fact]
    public async Task An_activity_that_returns_null_has_a_defined_end()
    {
        var activity = new ActivityDescriptor<int, string>("Null", Codecs.Int32, Codecs.String, ActivitySettings.Default);
        var flow = TextFlow("Text");
        await using var host = await StartAsync(add => add
            .AddActivity(activity, static (_, _, _) => new((string)null!))
            .AddOrchestration(flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        var handle = await host.Client.Of(flow).StartAsync(0);
        await host.Settle();
        Assert.True((await FailsAsync(handle)).Failure.Is<CodecException>());
    }

    [Fact]
    public async Task An_activity_whose_process_dies_again_and_again_fails()
    {
        var activity = Activity("Crash");
        DurableHarness? process = null;
        await using var host = await StartAsync(add => add
            .AddActivity(activity, (input, _) =>
            {
                process!.CrashAt(1, applied: false);
                return input;
            })
            .AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)));
        process = host;
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Advance(TimeSpan.FromHours(1));
        var failure = (await FailsAsync(host.Client.Of(s_flow).Get(handle.InstanceId))).Failure;
        Assert.Equal("Tributary.ProcessDied", failure.Cause!.Type);
    }

    [Fact]
    public async Task Activities_with_a_tag_wait_for_a_worker_that_offers_it()
    {
        var tags = new List<string>();
        var activity = Activity("Gpu", new ActivitySettings { Tag = "gpu" });
        await using var host = await StartAsync(
            add => add.AddActivity(activity, static (input, _) => input + 1).AddOrchestration(s_flow, (ctx, input) => ctx.Activities.Call(activity, input, null)),
            options => options.Tags = tags);
        var handle = await host.Client.Of(s_flow).StartAsync(1);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(InstanceStatus.Running, (await handle.GetAsync()).Status);
        tags.Add("gpu");
        await host.Crash();
        handle = host.Client.Of(s_flow).Get(handle.InstanceId);
        await host.Settle();
        Assert.Equal(2, await handle.ResultAsync());
    }

    [Fact]
    public async Task Calls_that_are_bound_to_a_worker_wait_for_it_and_only_those()
    {
        var name = "left";
        var ran = new List<string>();
        var prepare = Activity("Prepare");
        var finish = Activity("Finish", new ActivitySettings { Retry = new ActivityRetry { MaxAttempts = 1 } });
        await using var host = await StartAsync(
            add => add
                .AddActivity(prepare, (input, call) => Ran(call, input))
                .AddActivity(finish, (input, call) => Ran(call, input + 1))
                .AddOrchestration(s_flow, async (ctx, input) =>
                {
                    var worker = await ctx.ChooseWorker();
                    var prepared = await ctx.Activities.Call(prepare, input, new ActivityOptions { Worker = worker });
                    await ctx.WaitForEvent<int>();
                    var elsewhere = await ctx.Activities.Call(prepare, prepared, null);
                    return await ctx.Activities.Call(finish, elsewhere, new ActivityOptions { Worker = worker });
                }),
            options => options.WorkerName = name);
        await host.Client.Of(s_flow).StartAsync(1, "i");
        await host.Settle();
        Assert.Equal(["Prepare on left"], ran);

        name = "right";
        await host.Crash();
        await host.Client.Of(s_flow).Get("i").RaiseAsync(0);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(["Prepare on left", "Prepare on right"], ran);
        Assert.Equal(InstanceStatus.Running, (await host.Client.Of(s_flow).Get("i").GetAsync()).Status);

        name = "left";
        await host.Crash();
        await host.Settle();
        Assert.Equal(2, await host.Client.Of(s_flow).Get("i").ResultAsync());
        Assert.Equal("Finish on left", ran[^1]);

        int Ran(ActivityContext call, int result)
        {
            ran.Add($"{call.Activity} on {call.Worker}");
            return result;
        }
    }

    [Fact]
    public async Task A_call_that_waits_for_a_lost_worker_can_be_given_up()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, async (ctx, input) =>
        {
            var call = ctx.Activities.Call(Twice, input, new ActivityOptions { Worker = "nobody" });
            return await ctx.WhenAny(call, ctx.CreateTimer(TimeSpan.FromHours(1))) == call ? await call : -1;
        }));
        var handle = await host.Client.Of(s_flow).StartAsync(1, "i");
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal(-1, await handle.ResultAsync());
        Assert.Equal(0, (await host.Store.CountAsync("durable.activity/Double#@nobody")).Pending);
    }

    [Theory]
    [InlineData(InputCheck.Off)]
    [InlineData(InputCheck.Fail)]
    public async Task Payloads_that_are_too_large_fail_where_they_are_handed_over_and_a_replay_agrees(InputCheck check)
    {
        var text = new ActivityDescriptor<string, string>("Echo", Codecs.String, Codecs.String, ActivitySettings.Default);
        var flow = TextFlow("Large");
        await using var host = await StartAsync(
            add => add
                .AddActivity(text, static (_, input, _) => new(input == "grow" ? new string('x', 2_000) : input))
                .AddOrchestration(flow, async (ctx, input) =>
                {
                    var caught = "";
                    try
                    {
                        await ctx.Activities.Call(text, new string('x', 2_000), null);
                    }
                    catch (PayloadTooLargeException e)
                    {
                        caught += e.Limit;
                    }

                    caught += ctx.Patched("shorter") ? "p" : "";

                    try
                    {
                        await ctx.Activities.Call(text, "grow", null);
                    }
                    catch (ActivityFailedException e) when (e.Failure.Is<PayloadTooLargeException>())
                    {
                        caught += "!";
                    }

                    caught += await ctx.Activities.Call(text, "ok", null);
                    return input == 0 ? caught : new string('x', 2_000);
                }),
            options =>
            {
                options.MaxPayloadBytes = 1_000;
                options.InputCheck = check;
                options.WarmInstances = 0;
            });
        var handle = await host.Client.Of(flow).StartAsync(0);
        var large = await host.Client.Of(flow).StartAsync(1);
        await host.Settle();
        Assert.Equal("1000p!ok", await handle.ResultAsync());
        Assert.True((await FailsAsync(large)).Failure.Is<PayloadTooLargeException>());
        await Assert.ThrowsAsync<PayloadTooLargeException>(async () => await large.RaiseAsync(new string('x', 2_000)));
    }

    [Fact]
    public async Task Undecodable_work_becomes_a_dead_letter()
    {
        await using var host = await StartAsync(add => add.AddOrchestration(s_flow, static (ctx, input) => ctx.Activities.Call(Twice, input, null)));
        foreach (var body in new[] { "", "{", "[]", """{"reply":"q","instance":"i","input":1,"options":{"retry":7}}""", "\0\0" })
            await host.Store.CommitAsync(new Commit().Send(new OutgoingMessage(new MessageAddress(Twice.Queue, "x"), System.Text.Encoding.UTF8.GetBytes(body))));
        await host.Settle();
        Assert.Equal(5, (await host.Store.CountAsync(Twice.Queue)).Dead);
        var handle = await host.Client.Of(s_flow).StartAsync(4);
        await host.Settle();
        Assert.Equal(8, await handle.ResultAsync());
    }
}
