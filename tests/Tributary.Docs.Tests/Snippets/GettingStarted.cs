using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tributary;
using Tributary.Sqlite;

namespace Acme.Contacts;

// <contact>
[FlowEntity]
public sealed partial class Contact : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string? Email { get; set; }

    public string? Name { get; set; }

    public string? Phone { get; set; }
}
// </contact>

// <contact-orchestrator>
[FlowOrchestrator(PushUpdates = true)]
public sealed partial class ContactOrchestrator : FlowOrchestratorBase
{
    [OnUpdate]
    private UpdateResult OnContact(ref Contact proposed, Contact? current, UpdateMetadata metadata) =>
        proposed.Name is null ? Skip("a contact needs a name") : Continue();
}
// </contact-orchestrator>

// <crm-adapter>
[FlowAdapter(system: "crm", adapter: "crm")]
public sealed partial class CrmAdapter : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Flow.Send(new Contact { Id = "crm-1", Email = "ada@example.org", Name = "Ada" }, stoppingToken);
    }
}
// </crm-adapter>

// <mail-adapter>
[FlowAdapter(system: "mail", adapter: "mail")]
public sealed partial class MailAdapter : BackgroundService
{
    private readonly Dictionary<string, Contact> _contacts = [];

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Flow.Updates.OnNew<Contact>(contact =>
        {
            contact.Id = $"mail-{_contacts.Count + 1}";
            _contacts[contact.Id] = contact;
            Console.WriteLine($"mail: {contact.Name} is new and is now {contact.Id}");
            return Task.CompletedTask;
        });
        Flow.Updates.On<Contact>(contact =>
        {
            _contacts[contact.Id] = contact;
            Console.WriteLine($"mail: {contact.Id} has changed");
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }
}
// </mail-adapter>

public sealed partial class MailAdapter
{
    /// <summary>What the mail system was given, once that is written down. There from when the host has started.</summary>
    internal IObservable<Contact> Delivered => Flow.Updates.Observe<Contact>();
}

public static class GettingStarted
{
    public static async Task RunAsync(string[] args)
    {
        // <start>
        var builder = Host.CreateApplicationBuilder(args);
        builder.Services.AddTributary();
        await builder.Build().RunAsync();
        // </start>
    }
}

public static class Storing
{
    public static void Choose(IHostApplicationBuilder builder)
    {
        // <use-sqlite>
        builder.Services.AddTributary().UseSqlite("data/contacts.db", options => options.Synchronous = SqliteSynchronous.Full);
        // </use-sqlite>
        // <use-memory>
        builder.Services.AddTributary().UseInMemoryStore();
        // </use-memory>
    }
}
