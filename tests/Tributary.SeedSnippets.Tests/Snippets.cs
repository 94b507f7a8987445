// The examples of the document that sync began with, word for word. Only the directives above are added.
using Microsoft.Extensions.Hosting;
using Tributary;
using Tributary.SeedSnippets.Tests;
using static Tributary.SeedSnippets.Tests.BmsDatabase;

// Enable bidirectional updates with PushUpdates flag
[FlowOrchestrator(PushUpdates = true)]
public class MainOrchestrator : FlowOrchestratorBase
{
    protected override void Configure()
    {
        Flow.OnUpdate<Person>((ref Person proposed, Person? current, UpdateMetadata metadata) =>
        {
            // Short-circuit complete rejection
            if (metadata.Source.System == "deprecated_system")
                return Skip("System is deprecated");

            // In-place modification for intelligent merging
            if (metadata.Source.System == "systemA" && current != null)
            {
                // A has abbreviated names - keep current if better
                if (current.FullName.Length > proposed.FullName.Length)
                {
                    proposed.FullName = current.FullName;  // Direct modification
                }
            }

            return Continue("Merged with existing data");
        });
    }
}

// Traditional orchestrator without push updates (default)
[FlowOrchestrator]  // PushUpdates = false by default
public class LegacyOrchestrator : FlowOrchestratorBase
{
    protected override void Configure()
    {
        // Only processes updates, doesn't push changes to adapters
        Flow.OnUpdate<Device>((ref Device proposed, Device? current, UpdateMetadata metadata) =>
        {
            // Business logic here
            return Continue();
        });
    }
}

[FlowAdapter(system: "bms", adapter: "bms")]
public class BmsAdapter : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        // Receive native BMS models with BMS IDs
        Flow.Updates.On<Device>(async device =>
        {
            // device.Id = "bmsD1" (native BMS ID)
            // device.ParentId = "bmsP1" (native BMS parent ID)
            await _bmsDb.UpdateDevice(device);
        });

        // Send changes with native IDs
        var device = new Device { Id = "bmsD1", Serial = "SN-001" };
        await device.Send();
    }
}

// Traditional mode - no configuration needed
[FlowOrchestrator]
public class SimpleOrchestrator : FlowOrchestratorBase
{
    // Processes updates, no push notifications
}

// Bidirectional mode - still no configuration needed
[FlowOrchestrator(PushUpdates = true)]
public class BidirectionalOrchestrator : FlowOrchestratorBase
{
    // Processes updates AND pushes to adapters
}
