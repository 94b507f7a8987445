using Acme.Buildings;
using Microsoft.Extensions.DependencyInjection;
using Tributary;
using Tributary.Testing;

namespace Acme.Contacts;

public sealed class ContactTests
{
    // <harness>
    [Fact]
    public async Task A_contact_reaches_the_mail_system_whatever_crashes()
    {
        await using var flow = await FlowHarness.StartAsync(
            static services => services.AddSingleton<ISiteRegister, OpenRegister>().AddTributary());
        flow.CrashAfter(commits: 2);
        await flow.Send("crm", new Contact { Id = "c1", Email = "ada@example.org", Name = "Ada" });
        await flow.Settle();

        Assert.Equal(DecisionKind.Accepted, flow.Decisions.Single().Kind);
        Assert.Equal("Ada", flow.Pushed<Contact>("mail").Last().Name);
    }
    // </harness>
}

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
