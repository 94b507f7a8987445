using Microsoft.Extensions.DependencyInjection;
using Tributary.Hosting;
using Tributary.SeedSnippets.Tests.TributaryGenerated;
using Tributary.Sync;

namespace Tributary.SeedSnippets.Tests;

/// <summary>The snippets run as they are written.</summary>
public sealed class SeedSnippetsTests
{
    [Fact]
    public async Task The_adapter_sends_by_saying_it_of_the_entity()
    {
        await using var host = await SnippetHost.StartAsync(services => services.AddTributary());

        var decision = await host.DecisionAsync("bms", "bmsD1");

        Assert.Equal(DecisionKind.Accepted, decision.Kind);
        Assert.Equal("SN-001", (await host.Sync.FindAsync<Device>("bms", "bmsD1"))!.Serial);
    }

    [Fact]
    public async Task The_orchestrator_refuses_the_deprecated_system()
    {
        await using var host = await SnippetHost.StartAsync(services => services.AddTributary());

        await host.Service<DeprecatedAdapter>().Side.Send(new Person { Id = "p", Email = "a@b", FullName = "Ann" });
        var decision = await host.DecisionAsync("deprecated_system", "p");

        Assert.Equal((DecisionKind.Dropped, "System is deprecated"), (decision.Kind, decision.Reason));
        Assert.Null(await host.Sync.FindAsync<Person>("deprecated_system", "p"));
    }

    [Fact]
    public async Task The_orchestrator_keeps_the_better_name()
    {
        await using var host = await SnippetHost.StartAsync(services => services.AddTributary());

        await host.Service<SystemBAdapter>().Side.Send(new Person { Id = "b", Email = "a@b", FullName = "Ann Katherine Lee" });
        await host.DecisionAsync("systemB", "b");
        await host.Service<SystemAAdapter>().Side.Send(new Person { Id = "a", Email = "A@B", FullName = "A. Lee" });
        var decision = await host.DecisionAsync("systemA", "a");

        Assert.Equal("Merged with existing data", decision.Reason);
        Assert.Equal("Ann Katherine Lee", (await host.Sync.FindAsync<Person>("systemA", "a"))!.FullName);
    }

    [Fact]
    public async Task The_adapter_receives_native_models_from_an_orchestrator_without_configuration()
    {
        var bms = BmsDatabase.Renew();
        await using var host = await SnippetHost.StartAsync(services => services.AddTributaryCore()
            .AddEntity(new PersonModel())
            .AddEntity(new DeviceModel())
            .AddOrchestrator<BidirectionalOrchestrator>(pushUpdates: true)
            .AddAdapter<BmsAdapter>("bms", "bms", static adapter => adapter.Receives<Device>(on: true, onNew: false))
            .AddAdapter<SystemAAdapter>("systemA", "people"));
        await host.DecisionAsync("bms", "bmsD1");

        await host.Service<SystemAAdapter>().Side.Send(new Device { Id = "a1", Serial = "SN-001", Name = "Pump" });
        var device = await SnippetHost.InTime(bms.Updated);

        Assert.Equal(("bmsD1", "SN-001", "Pump"), (device.Id, device.Serial, device.Name));
    }
}
