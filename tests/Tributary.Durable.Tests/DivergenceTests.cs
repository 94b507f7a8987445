using Tributary.Store;
using Tributary.Testing;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

public sealed class DivergenceTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Flow");
    private static readonly ActivityDescriptor<int, int> s_other = Activity("Other");
    private Func<OrchestrationContext, int, Durable<int>> _code = Original;
    private InputCheck _check = InputCheck.Warn;

    private static async Durable<int> Original(OrchestrationContext ctx, int input)
    {
        var first = await ctx.Activities.Call(Twice, input, null);
        await ctx.CreateTimer(TimeSpan.FromHours(1));
        var more = await ctx.WaitForEvent<int>();
        return await ctx.Activities.Call(s_other, first + more, null);
    }

    public static TheoryData<string, string, string> Changes => new()
    {
        { "missing", "ActivityScheduled #0 Double", "TimerCreated #0" },
        { "extra", "nothing more in this turn", "ActivityScheduled #1 Double" },
        { "reordered", "ActivityScheduled #0 Double", "TimerCreated #0" },
        { "renamed", "ActivityScheduled #0 Double", "ActivityScheduled #0 Other" },
        { "silent", "TimerCreated #1", "nothing more in this turn" },
        { "swallowed", "ActivityScheduled #0 Double", "ActivityScheduled #0 Other" },
        { "shorter", "TimerCreated #1", "Completed" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Changed_code_is_parked_with_the_first_difference_and_goes_on_when_it_fits_again(string change, string expected, string actual)
    {
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(5, "i");
        await host.Settle();
        _code = change switch
        {
            "missing" => static async (ctx, input) =>
            {
                await ctx.CreateTimer(TimeSpan.FromHours(1));
                return input + await ctx.WaitForEvent<int>();
            }
            ,
            "extra" => static async (ctx, input) =>
            {
                var twice = ctx.WhenAll(ctx.Activities.Call(Twice, input, null), ctx.Activities.Call(Twice, input, null));
                return (await twice)[0];
            }
            ,
            "reordered" => static async (ctx, input) =>
            {
                await ctx.CreateTimer(TimeSpan.FromHours(1));
                return await ctx.Activities.Call(Twice, input, null);
            }
            ,
            "renamed" => static async (ctx, input) => await ctx.Activities.Call(s_other, input, null),
            "silent" => static async (ctx, input) =>
            {
                await ctx.Activities.Call(Twice, input, null);
                return await ctx.WaitForEvent<int>();
            }
            ,
            "shorter" => static async (ctx, input) => await ctx.Activities.Call(Twice, input, null),
            _ => static async (ctx, input) =>
            {
                try
                {
                    return await ctx.Activities.Call(s_other, input, null);
                }
#pragma warning disable TRIB2120 // The mistake is what is tested: the engine must find the difference all the same.
                catch (Exception)
#pragma warning restore TRIB2120
                {
                    return await ctx.Activities.Call(Twice, 77, null);
                }
            }
            ,
        };
        await host.Crash();
        handle = host.Client.Of(s_flow).Get(handle.InstanceId);
        await handle.RaiseAsync(1);
        await host.Advance(TimeSpan.FromHours(2));
        var info = await handle.GetAsync();
        Assert.Equal(InstanceStatus.Parked, info.Status);
        Assert.StartsWith(expected, info.Difference!.Expected, StringComparison.Ordinal);
        Assert.StartsWith(actual, info.Difference.Actual, StringComparison.Ordinal);

        await handle.RaiseAsync(2);
        await host.Advance(TimeSpan.FromDays(2));
        Assert.Equal(InstanceStatus.Parked, (await handle.GetAsync()).Status);
        _code = Original;
        await host.Crash();
        handle = host.Client.Of(s_flow).Get(handle.InstanceId);
        await handle.ResumeAsync();
        await host.Settle();
        // The first event that was raised is the first that is received, however long it was set aside.
        Assert.Equal(111, await handle.ResultAsync());
        Assert.Null((await handle.GetAsync()).Difference);
        Assert.Equal(0, await PendingAsync(host));
    }

    [Theory]
    [InlineData(InputCheck.Off, false)]
    [InlineData(InputCheck.Warn, false)]
    [InlineData(InputCheck.Fail, true)]
    public async Task A_changed_input_means_what_the_settings_say(InputCheck check, bool parks)
    {
        _check = check;
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(5);
        await host.Settle();
        _code = static (ctx, input) => Original(ctx, input + 1);
        await host.Crash();
        handle = host.Client.Of(s_flow).Get(handle.InstanceId);
        await handle.RaiseAsync(1);
        await host.Advance(TimeSpan.FromHours(2));
        var info = await handle.GetAsync();
        Assert.Equal(parks ? InstanceStatus.Parked : InstanceStatus.Completed, info.Status);
        if (parks)
            Assert.Equal(("ActivityScheduled #0 Double 5", "ActivityScheduled #0 Double 6"), (info.Difference!.Expected, info.Difference.Actual));
    }

    [Fact]
    public async Task A_parked_instance_can_be_terminated()
    {
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(5);
        await host.Settle();
        _code = static async (ctx, input) => await ctx.Activities.Call(s_other, input, null);
        await host.Crash();
        handle = host.Client.Of(s_flow).Get(handle.InstanceId);
        await handle.RaiseAsync(1);
        await host.Settle();
        await handle.TerminateAsync("enough");
        await host.Settle();
        Assert.Equal(InstanceStatus.Terminated, (await FailsAsync(handle)).Status);
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task Patches_apply_to_what_is_new_and_not_to_what_has_happened()
    {
        await using var host = await StartAsync();
        var old = await host.Client.Of(s_flow).StartAsync(5);
        await host.Settle();
        _code = static async (ctx, input) =>
        {
            var first = ctx.Patched("other") ? await ctx.Activities.Call(s_other, input, null) : await ctx.Activities.Call(Twice, input, null);
            await ctx.CreateTimer(TimeSpan.FromHours(1));
            return first;
        };
        await host.Crash();
        var young = await host.Client.Of(s_flow).StartAsync(5);
        await host.Advance(TimeSpan.FromMinutes(1));
        await host.Crash();
        await host.Advance(TimeSpan.FromHours(2));
        Assert.Equal(10, await host.Client.Of(s_flow).Get(old.InstanceId).ResultAsync());
        Assert.Equal(105, await host.Client.Of(s_flow).Get(young.InstanceId).ResultAsync());
    }

    [Fact]
    public async Task A_patch_can_be_retired()
    {
        _code = static async (ctx, input) =>
        {
            var first = ctx.Patched("old") ? await ctx.Activities.Call(Twice, input, null) : 0;
            await ctx.CreateTimer(TimeSpan.FromHours(1));
            return first;
        };
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(5);
        await host.Settle();
        _code = static async (ctx, input) =>
        {
            var first = await ctx.Activities.Call(Twice, input, null);
            await ctx.CreateTimer(TimeSpan.FromHours(1));
            return first;
        };
        await host.Crash();
        handle = host.Client.Of(s_flow).Get(handle.InstanceId);
        await host.Advance(TimeSpan.FromHours(1));
        Assert.Equal(10, await handle.ResultAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("""{"at":"2030-01-01T00:00:00Z","events":[{"kind":"Nonsense"}]}""")]
    [InlineData("""{"at":"2030-01-01T00:00:00Z","events":[{"kind":"EventRaised"}]}""")]
    [InlineData("""{"at":"2030-01-01T00:00:00Z","events":[{"kind":"Started","payload":7},{"kind":"ActivityFailed","id":0}]}""")]
    public async Task A_corrupt_history_is_parked(string entry)
    {
        await using var host = await StartAsync();
        var handle = await host.Client.Of(s_flow).StartAsync(5, "i");
        await host.Settle();
        await host.Store.CommitAsync(new Commit().Append(DurableNames.History("i", 1), null, System.Text.Encoding.UTF8.GetBytes(entry)));
        await host.Crash();
        handle = host.Client.Of(s_flow).Get(handle.InstanceId);
        await handle.RaiseAsync(1);
        await host.Advance(TimeSpan.FromHours(5));
        var info = await handle.GetAsync();
        Assert.Equal(InstanceStatus.Parked, info.Status);
        Assert.Equal("a readable history", info.Difference!.Expected);
        await handle.TerminateAsync();
        await host.Settle();
        Assert.Equal(InstanceStatus.Terminated, (await handle.GetAsync()).Status);
    }

    [Fact]
    public async Task Versions_run_side_by_side_and_an_unknown_one_waits_for_its_worker()
    {
        var second = Flow("Flow", 2);
        var knows = false;
        await using var host = await Support.StartAsync(add =>
        {
            add.AddOrchestration(s_flow, static async (ctx, input) => input + await ctx.WaitForEvent<int>());
            if (knows)
                add.AddOrchestration(second, static async (ctx, input) => input * await ctx.WaitForEvent<int>());
        });
        var one = await host.Client.Of(s_flow).StartAsync(5);
        var two = await host.Client.Of(second).StartAsync(5);
        await host.Advance(TimeSpan.FromHours(1));
        knows = true;
        await host.Crash();
        one = host.Client.Of(s_flow).Get(one.InstanceId);
        two = host.Client.Of(second).Get(two.InstanceId);
        await one.RaiseAsync(3);
        await two.RaiseAsync(3);
        await host.Settle();
        Assert.Equal(8, await one.ResultAsync());
        Assert.Equal(15, await two.ResultAsync());
    }

    private ValueTask<DurableHarness> StartAsync() => Support.StartAsync(
        add => add.AddOrchestration(s_flow, (ctx, input) => _code(ctx, input)).AddActivity(s_other, static (input, _) => input + 100),
        options => options.InputCheck = _check);
}
