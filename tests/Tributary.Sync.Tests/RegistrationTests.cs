using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Store;
using Tributary.Store.InMemory;

namespace Tributary.Sync.Tests;

/// <summary>What <c>AddTributary()</c> adds, and that it does so once.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task Adding_Tributary_twice_adds_everything_once_and_keeps_the_chosen_store()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddTributary().UseInMemoryStore();
        var count = services.Count;

        services.AddTributary();

        Assert.Equal(count, services.Count);
        await using var provider = services.BuildServiceProvider();
        Assert.IsType<InMemoryFlowStore>(provider.GetRequiredService<IFlowStore>());
        Assert.Equal(["Device", "Sensor", "Site"], provider.GetRequiredService<FlowSync>().Entities);
        Assert.Single(provider.GetServices<EntityRegistration>(), static e => e.Type == typeof(Device));
    }

    [Fact]
    public void The_embedded_store_is_the_default()
    {
        var services = new ServiceCollection();
        services.AddTributary();

        Assert.Equal(typeof(Sqlite.SqliteFlowStore), Assert.Single(services, static s => s.ServiceType == typeof(IFlowStore)).ImplementationType);
    }
}
