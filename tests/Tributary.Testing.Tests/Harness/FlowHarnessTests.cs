using Microsoft.Extensions.DependencyInjection;
using Tributary.Testing.Tests.Sync;

namespace Tributary.Testing.Tests.Harness;

public sealed class FlowHarnessTests
{
    [Fact]
    public async Task A_record_reaches_the_other_systems_and_its_correction_the_source()
    {
        await using var flow = await StartAsync();
        await flow.Send("bms", new SimSensor { Id = "b1", Tag = "T1", Unit = "C", Name = "Supply air temperature" });
        await flow.Settle();

        Assert.Equal(DecisionKind.PartiallyAccepted, flow.Decisions.Single().Kind);
        Assert.Equal("Celsius", flow.Pushed<SimSensor>("oem").Single().Unit);
        Assert.True(flow.Pushed("cmms").Single().Delivery.IsNew);
        Assert.Equal(("b1", "Celsius"), flow.Pushed<SimSensor>("bms").Select(static s => (s.Id, s.Unit!)).Single());
        Assert.Equal("T1", (await flow.Services.GetRequiredService<FlowSync>().FindAsync<SimSensor>("cmms", "cmms-1"))!.Tag);
    }

    [Fact]
    public async Task A_child_before_its_parent_is_parked_and_healed_by_the_parent()
    {
        await using var flow = await StartAsync();
        await flow.Send("bms", new SimDevice { Id = "d1", Serial = "S1", SiteId = "s1" });
        await flow.Settle();
        Assert.Equal(DecisionCodes.ParentNotFound, flow.Parked.Single().Code);
        Assert.Empty(flow.Pushed("oem"));

        await flow.Send("bms", new SimSite { Id = "s1", Code = "HQ" });
        await flow.Settle();

        Assert.Empty(flow.Parked);
        Assert.Equal(["SimSite", "SimDevice"], flow.Pushed("oem").Select(static p => p.Model.GetType().Name));
        Assert.Equal("oem-1", flow.Pushed<SimDevice>("oem").Single().SiteId);
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_is_not_decided_again()
    {
        await using var flow = await StartAsync();
        var sent = await flow.Send("bms", new SimSite { Id = "s1", Code = "HQ" });
        await flow.Settle();
        await flow.Redeliver(sent);
        await flow.Settle();

        Assert.Single(flow.Decisions);
        Assert.Single(flow.Pushed("oem"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_crash_after_any_commit_loses_and_repeats_nothing(int commits)
    {
        await using var flow = await StartAsync();
        flow.CrashAfter(commits);
        await flow.Send("bms", new SimSite { Id = "s1", Code = "HQ", Name = "Main" });
        await flow.Settle();

        Assert.Equal(1, flow.Crashes);
        Assert.Single(flow.Decisions);
        Assert.Equal("Main", flow.Pushed<SimSite>("oem")[^1].Name);
        Assert.Single(flow.Pushed("oem").Select(static p => p.Delivery.DeliveryId).Distinct());
        Assert.Single(flow.Pushed("cmms").Select(static p => p.Delivery.DeliveryId).Distinct());
    }

    [Fact]
    public async Task A_system_that_fails_is_tried_again_as_time_passes_and_then_given_up()
    {
        await using var flow = await StartAsync();
        flow.Receiving = static push =>
        {
            if (push.System == "oem")
                throw new InvalidOperationException("oem is down");
        };
        await flow.Send("bms", new SimSite { Id = "s1", Code = "HQ" });
        await flow.Settle();
        Assert.Empty(flow.DeadLetters);

        await flow.Advance(TimeSpan.FromMinutes(10));

        Assert.Contains("oem is down", flow.DeadLetters.Single().Detail, StringComparison.Ordinal);
        Assert.Empty(flow.Pushed("oem"));
        Assert.Single(flow.Pushed("cmms"));
    }

    private static ValueTask<FlowHarness> StartAsync() => FlowHarness.StartAsync(static services => services.AddTributary());
}
