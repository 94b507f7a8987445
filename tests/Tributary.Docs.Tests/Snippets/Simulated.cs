using Microsoft.Extensions.DependencyInjection;
using Tributary;
using Tributary.Testing;

namespace Acme.Contacts;

public static class Simulated
{
    // <simulation>
    public static async Task ContactsConvergeAsync(ulong seed, IShop shop)
    {
        var faults = new SimulationFaults { CrashBeforeCommit = 0.01, CrashAfterCommit = 0.01, LoseReply = 0.05, Reorder = 0.2 };
        await using var simulation = new Simulation(seed, services => services.AddSingleton(shop).AddTributary(), faults);
        try
        {
            await simulation.StartAsync();
            simulation.AddAction("a customer edits", () => shop.EditAsync(simulation.Chance));
            await simulation.RunAsync(actions: 200);
            await simulation.SettleAsync();

            var sync = simulation.Services.GetRequiredService<FlowSync>();
            Assert.All(await sync.CountQueuesAsync(), static queue => Assert.Equal(0, queue.Value.Pending));
        }
        catch (Exception e)
        {
            throw new SimulationException(seed, simulation.Trace, e);
        }
    }
    // </simulation>

    public static async Task ManyAsync(Func<IShop> create)
    {
        // <seeds>
        await SimulationSeeds.RunAsync(2_000, seed => ContactsConvergeAsync(seed, create()));
        // </seeds>
    }
}

public interface IShop
{
    ValueTask EditAsync(SeededChance chance);
}
