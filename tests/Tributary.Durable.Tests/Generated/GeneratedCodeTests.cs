using Microsoft.Extensions.DependencyInjection;
using Tributary.Testing;

namespace Tributary.Orchestrations.Tests.Generated;

/// <summary>What the generator writes, run from <c>AddTributary()</c> to the end of an instance.</summary>
public sealed class GeneratedCodeTests
{
    private static readonly Order s_order = new("o1", [new("ab", 2), new("c", 1)], "hi");

    [Fact(Timeout = 30_000)]
    public async Task Every_form_of_call_works_together()
    {
        await using var host = await StartAsync();
        var handle = await host.Client.ShipOrder.StartAsync(s_order, "i");
        await host.Settle();

        var update = handle.UpdateAsync(new AddLine(new("xyz", 10)));
        await host.Settle();
        Assert.Equal(1, await update);
        await handle.RaiseAsync(new Approval(true));
        await host.Settle();
        var query = handle.QueryAsync(new GetProgress());
        await host.Settle();
        Assert.Equal(new Progress(3), await query);
        await host.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(new Receipt("o1", 4 + 1 + 30 + 7, Attempt: 2), await ResultOf(handle));
        Assert.Equal(InstanceStatus.Running, (await host.Client.GetInstance("i-forget").GetAsync()).Status);
        await host.Advance(TimeSpan.FromDays(1));
        Assert.Equal(InstanceStatus.Completed, (await host.Client.GetInstance("i-forget").GetAsync()).Status);
    }

    [Fact(Timeout = 30_000)]
    public async Task Versions_run_side_by_side()
    {
        await using var host = await StartAsync();
        var old = await host.Client.ShipOrderV1.StartAsync("o1");
        var current = await host.Client.ShipOrder.StartAsync(s_order);
        await host.Settle();

        Assert.Equal("old o1", await ResultOf(old));
        Assert.Equal(2, (await current.GetAsync()).Version);
    }

    [Fact(Timeout = 30_000)]
    public async Task Several_parameters_and_none_are_started_alike()
    {
        await using var host = await StartAsync();
        var sum = await host.Client.Sum.StartAsync((1, 2));
        var tick = await host.Client.Tick.StartAsync();
        await host.Advance(TimeSpan.FromDays(1));

        Assert.Equal(3, await ResultOf(sum));
        Assert.Equal(InstanceStatus.Completed, (await tick.GetAsync()).Status);
    }

    [Fact]
    public void An_attribute_and_a_value_have_the_same_defaults()
    {
        var (attribute, value) = (new RetryAttribute(), new ActivityRetry());

        Assert.Equal(attribute.MaxAttempts, value.MaxAttempts);
        Assert.Equal(attribute.FirstDelay, value.FirstDelay.ToString());
        Assert.Equal(attribute.MaxDelay, value.MaxDelay.ToString());
        Assert.Equal(attribute.Backoff, value.Backoff);
        Assert.Equal(attribute.Jitter, value.Jitter);
        Assert.Null(attribute.TotalTimeout);
        Assert.Null(value.TotalTimeout);
        Assert.Equal(attribute.NonRetryable.Length, value.NonRetryable.Count);
    }

    // An instance that has not ended is told at once: on virtual time it would be waited for without end.
    private static async Task<T> ResultOf<T>(OrchestrationHandle<T> handle)
    {
        var info = await handle.GetAsync();
        Assert.True(info.Status == InstanceStatus.Completed, $"{info.Status}: {info.Failure}");
        return await handle.WaitAsync();
    }

    private static ValueTask<DurableHarness> StartAsync() => DurableHarness.StartAsync(static services =>
    {
        services.AddSingleton<Prices>();
        services.AddTributary();
    });
}
