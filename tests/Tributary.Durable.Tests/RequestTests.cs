using Tributary.Testing;
using static Tributary.Orchestrations.Tests.Support;

namespace Tributary.Orchestrations.Tests;

[DurableQuery]
public sealed record GetTotal(int Factor) : IDurableQuery<int>;

[DurableUpdate]
public sealed record AddToTotal(int Amount) : IDurableUpdate<int>;

public sealed class RequestTests
{
    private static readonly OrchestrationDescriptor<int, int> s_flow = Flow("Account");

    private static async Durable<int> Account(OrchestrationContext ctx, int input)
    {
        var total = input;
        ctx.OnQuery<GetTotal, int>(query => query.Factor == 0 ? throw new DivideByZeroException() : total * query.Factor);
        ctx.OnUpdate<AddToTotal, int>(
            async update =>
            {
                if (update.Amount == 13)
                    throw new InvalidOperationException("unlucky");
                if (update.Amount == 99)
                    await ctx.CreateTimer(TimeSpan.FromDays(1));
                total += await ctx.Activities.Call(Twice, update.Amount, null);
                ctx.SetStatus(total);
                return total;
            },
            update => update.Amount < 0 ? "only gains" : null);
        return await ctx.WaitForEvent<int>() == 0 ? total : await ctx.ContinueAs.As(s_flow, total);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1_000)]
    public async Task Queries_and_updates_are_answered(int warm)
    {
        await using var host = await StartAsync(warm);
        var handle = await host.Client.Of(s_flow).StartAsync(1, "a");
        await host.Settle();
        Assert.Equal(9, await AskAsync(host, handle.UpdateAsync(new AddToTotal(4))));
        Assert.Equal(18, await AskAsync(host, handle.QueryAsync(new GetTotal(2))));
        Assert.Equal("9", System.Text.Encoding.UTF8.GetString((await handle.GetAsync()).CustomStatus.Span));
        var length = (await host.Client.ReadHistoryAsync("a")).Events.Count();
        Assert.Equal("only gains", (await Assert.ThrowsAsync<UpdateRefusedException>(() => AskAsync(host, handle.UpdateAsync(new AddToTotal(-1))))).Message);
        await Assert.ThrowsAsync<QueryFailedException>(() => AskAsync(host, handle.QueryAsync(new GetTotal(0))));
        Assert.Equal(length, (await host.Client.ReadHistoryAsync("a")).Events.Count());
        var failed = await Assert.ThrowsAsync<UpdateFailedException>(() => AskAsync(host, handle.UpdateAsync(new AddToTotal(13))));
        Assert.True(failed.Failure.Is<InvalidOperationException>());
        await handle.RaiseAsync(0);
        await host.Settle();
        Assert.Equal(9, await handle.ResultAsync());
        await Assert.ThrowsAsync<InvalidOperationException>(() => handle.QueryAsync(new GetTotal(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Whoever_waits_for_an_update_is_told_when_the_execution_ends_before_it(int last)
    {
        await using var host = await StartAsync(1_000);
        var handle = await host.Client.Of(s_flow).StartAsync(1);
        await host.Settle();
        var waiting = handle.UpdateAsync(new AddToTotal(99));
        await host.Settle();
        Assert.False(waiting.IsCompleted);
        await handle.RaiseAsync(last);
        await host.Settle();
        await Assert.ThrowsAsync<UpdateRefusedException>(() => waiting.WaitAsync(Patience));
        Assert.Equal(0, await PendingAsync(host));
    }

    [Fact]
    public async Task Requests_that_come_with_the_start_or_with_the_end_of_an_execution_are_answered()
    {
        await using var host = await StartAsync(1_000);
        var handle = await host.Client.Of(s_flow).StartAsync(1);
        var early = handle.QueryAsync(new GetTotal(1));
        var added = handle.UpdateAsync(new AddToTotal(2));
        await host.Settle();
        Assert.Equal((1, 5), (await early.WaitAsync(Patience), await added.WaitAsync(Patience)));
        await handle.RaiseAsync(1);
        var between = handle.QueryAsync(new GetTotal(1));
        await host.Settle();
        Assert.Equal(5, await between.WaitAsync(Patience));
        await handle.RaiseAsync(0);
        var late = handle.UpdateAsync(new AddToTotal(2));
        await host.Settle();
        await Assert.ThrowsAsync<UpdateRefusedException>(() => late.WaitAsync(Patience));
    }

    [Fact]
    public async Task An_instance_without_handlers_refuses()
    {
        var plain = Flow("Plain");
        await using var host = await Support.StartAsync(add => add.AddOrchestration(plain, static (ctx, _) => ctx.WaitForEvent<int>()));
        var handle = await host.Client.Of(plain).StartAsync(1);
        await Assert.ThrowsAsync<QueryFailedException>(() => AskAsync(host, handle.QueryAsync(new GetTotal(1))));
        await Assert.ThrowsAsync<UpdateRefusedException>(() => AskAsync(host, handle.UpdateAsync(new AddToTotal(1))));
        await Assert.ThrowsAsync<InstanceNotFoundException>(() => host.Client.GetInstance("nobody").QueryAsync(new GetTotal(1)));
    }

    private static ValueTask<DurableHarness> StartAsync(int warm) =>
        Support.StartAsync(add => add.AddOrchestration(s_flow, Account), options => options.WarmInstances = warm);

    private static async Task<T> AskAsync<T>(DurableHarness host, Task<T> asking)
    {
        await host.Settle();
        return await asking.WaitAsync(Patience);
    }
}
