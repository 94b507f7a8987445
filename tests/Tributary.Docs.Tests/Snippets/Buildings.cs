using Tributary;

namespace Acme.Buildings;

// <entities>
[FlowEntity]
public sealed partial class Site : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string? Code { get; set; }

    public string? Name { get; set; }
}

[FlowEntity]
public sealed partial class Device : IFlowEntity
{
    public string Id { get; set; } = "";

    [ParentKey(typeof(Site))]
    public string? SiteId { get; set; }

    [AggregationKey]
    public string? Serial { get; set; }

    [AggregationKey(Exact = true)]
    public string? Inventory { get; set; }

    public string? Name { get; set; }

    public string? Phone { get; set; }

    [FlowField(Except = ["oem"])]
    public string? Notes { get; set; }
}
// </entities>

// <composite-key>
[FlowEntity(Name = "reading-point")]
public sealed partial class ReadingPoint : IFlowEntity
{
    public string Id { get; set; } = "";

    [ParentKey(typeof(Device))]
    public string DeviceId { get; set; } = "";

    [AggregationKey("place")]
    public string? Building { get; set; }

    [AggregationKey("place")]
    public int? Channel { get; set; }

    [AggregationKey]
    public List<string> Aliases { get; set; } = [];

    [WireName("u")]
    public string? Unit { get; set; }
}
// </composite-key>

// <without-keys>
[FlowEntity(WithoutKeys = true)]
public sealed partial class WorkOrder : IFlowEntity
{
    public string Id { get; set; } = "";

    [ParentKey(typeof(Device))]
    public string? DeviceId { get; set; }

    public string? Text { get; set; }
}
// </without-keys>

// <orchestrator>
[FlowOrchestrator(PushUpdates = true)]
public sealed partial class BuildingOrchestrator(ISiteRegister register) : FlowOrchestratorBase
{
    protected override void Configure()
    {
        Flow.OnUpdate<Device>((ref proposed, current, metadata) =>
        {
            if (metadata.Source.System == "retired")
                return Skip("the system is retired");
            if (current is not null && proposed.Serial != current.Serial)
                return Defer("a changed serial number is looked at again later", TimeSpan.FromMinutes(10));
            proposed.Name = proposed.Name?.Trim();
            return Continue();
        });

        Flow.OnUpdateAsync<Site>(async (context, ct) =>
            await register.HasAsync(context.Proposed.Code, ct) ? Continue() : Skip("the register does not have the site"));
    }

    [OnUpdate]
    private static UpdateResult OnReadingPoint(ref ReadingPoint proposed, ReadingPoint? current, UpdateMetadata metadata)
    {
        if (!metadata.ChangedFields.Contains(nameof(ReadingPoint.Unit)))
            proposed.Unit = current?.Unit ?? "none";
        return Continue();
    }
}
// </orchestrator>

public interface ISiteRegister
{
    Task<bool> HasAsync(string? code, CancellationToken cancellationToken);
}

/// <summary>Knows every site, for tests.</summary>
public sealed class OpenRegister : ISiteRegister
{
    public Task<bool> HasAsync(string? code, CancellationToken cancellationToken) => Task.FromResult(true);
}
