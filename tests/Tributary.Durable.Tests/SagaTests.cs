using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

public sealed class SagaTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Flow");

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task Steps_are_undone_in_reverse_order_and_undoing_is_tried_again(int warm)
    {
        var log = new List<string>();
        var undo = Activity("Undo");
        await using var host = await StartAsync(
            add => add
                .AddActivity(undo, (input, context) =>
                {
                    log.Add($"{input}");
                    return input == 2 && log.Count(l => l == "2") < 3 ? throw new InvalidOperationException("busy") : 0;
                })
                .AddOrchestration(s_flow, (ctx, _) => ctx.Saga<int>(async saga =>
                {
                    for (var i = 1; i <= 3; i++)
                    {
                        var step = i;
                        await ctx.Activities.Call(Twice, step, null);
                        saga.Compensate(async () => await ctx.Activities.Call(undo, step, null));
                    }

                    throw new FormatException("step four");
                })),
            options => options.WarmInstances = warm);
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Advance(TimeSpan.FromHours(1));
        var failure = (await FailsAsync(handle)).Failure;
        Assert.Equal(typeof(FormatException).FullName, failure.Type);
        Assert.Equal(["3", "2", "2", "2", "1"], log);
    }

    [Fact]
    public async Task A_compensation_that_fails_for_good_is_reported_and_stops_no_other()
    {
        var log = new List<int>();
        var undo = Activity("Undo");
        await using var host = await StartAsync(add => add
            .AddActivity(undo, (input, _) =>
            {
                log.Add(input);
                return input == 2 ? throw new InvalidOperationException("stuck forever") : 0;
            })
            .AddOrchestration(s_flow, (ctx, _) => ctx.Saga<int>(saga =>
            {
                for (var i = 1; i <= 3; i++)
                {
                    var step = i;
                    saga.Compensate(async () => await ctx.Activities.Call(undo, step, null));
                }

                throw new FormatException("the cause");
            })));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Advance(TimeSpan.FromHours(1));
        var failure = (await FailsAsync(handle)).Failure;
        Assert.Equal(typeof(SagaFailedException).FullName, failure.Type);
        Assert.Contains("the cause", failure.Message, StringComparison.Ordinal);
        Assert.Contains("stuck forever", failure.Message, StringComparison.Ordinal);
        Assert.Equal([3, 2, 2, 2, 2, 2, 1], log);
    }

    [Fact]
    public async Task A_cancelled_saga_is_undone()
    {
        var log = new List<int>();
        var undo = Activity("Undo");
        await using var host = await StartAsync(add => add
            .AddActivity(undo, (input, _) =>
            {
                log.Add(input);
                return 0;
            })
            .AddOrchestration(s_flow, (ctx, _) => ctx.Saga(async saga =>
            {
                saga.Compensate(async () => await ctx.Activities.Call(undo, 1, null));
                return await ctx.WaitForEvent<int>();
            })));
        var handle = await host.Client.Of(s_flow).StartAsync(0);
        await host.Settle();
        await handle.CancelAsync();
        await host.Settle();
        Assert.Equal(InstanceStatus.Cancelled, (await FailsAsync(handle)).Status);
        Assert.Equal([1], log);
    }

    [Fact]
    public async Task A_circuit_is_shared_survives_restarts_and_lets_one_probe_through()
    {
        var works = false;
        var calls = 0;
        var remote = Activity("Remote");
        await using var host = await StartAsync(add => add
            .AddActivity(remote, (input, _) =>
            {
                calls++;
                return works ? input : throw new InvalidOperationException("down");
            })
            .AddOrchestration(s_flow, static async (ctx, input) =>
            {
                try
                {
                    return await ctx.CircuitBreaker("remote", new CircuitBreakerOptions { FailureThreshold = 3 }).Run(async () =>
                    {
                        await ctx.CreateTimer(TimeSpan.FromSeconds(1));
                        return await ctx.Activities.Call(Activity("Remote"), input, null);
                    });
                }
                catch (CircuitOpenException)
                {
                    return -1;
                }
            }));

        Assert.Equal((0, 3, 0), await RunAsync(3));
        await host.Crash();
        Assert.Equal((5, 0, 0), await RunAsync(5));
        Assert.Equal(3, calls);
        await host.Advance(TimeSpan.FromMinutes(1));
        // Half open: one of five is let through, and fails.
        Assert.Equal((4, 1, 0), await RunAsync(5));
        Assert.Equal(4, calls);
        works = true;
        await host.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((4, 0, 1), await RunAsync(5));
        Assert.Equal((0, 0, 5), await RunAsync(5));

        async Task<(int Refused, int Failed, int Passed)> RunAsync(int count)
        {
            var handles = new List<OrchestrationHandle<int>>();
            for (var i = 0; i < count; i++)
                handles.Add(await host.Client.Of(s_flow).StartAsync(1));
            await host.Advance(TimeSpan.FromSeconds(2));
            var ends = new List<InstanceInfo>();
            foreach (var handle in handles)
                ends.Add(await handle.GetAsync());
            return (
                ends.Count(e => e.Status == InstanceStatus.Completed && e.Result.Span.SequenceEqual("-1"u8)), ends.Count(e => e.Status == InstanceStatus.Failed),
                ends.Count(e => e.Status == InstanceStatus.Completed && e.Result.Span.SequenceEqual("1"u8)));
        }
    }
}
