namespace Tributary.Testing.Tests.Sync;

[FlowEntity]
public sealed partial class SimSite : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string? Code { get; set; }

    public string? Name { get; set; }
}

[FlowEntity]
public sealed partial class SimDevice : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string? Serial { get; set; }

    [ParentKey(typeof(SimSite))]
    public string? SiteId { get; set; }

    public string? Name { get; set; }

    public int? Floor { get; set; }
}

[FlowEntity]
public sealed partial class SimSensor : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string? Tag { get; set; }

    [ParentKey(typeof(SimDevice))]
    public string? DeviceId { get; set; }

    public string? Name { get; set; }

    public string? Unit { get; set; }
}

[FlowOrchestrator(PushUpdates = true)]
public sealed partial class SimOrchestrator : FlowOrchestratorBase
{
    public const string Deprecated = "legacy";

    protected override void Configure()
    {
        Flow.OnUpdate<SimSite>(static (ref SimSite _, SimSite? _, UpdateMetadata metadata) => Judge(metadata));
        Flow.OnUpdate<SimDevice>(static (ref SimDevice _, SimDevice? _, UpdateMetadata metadata) => Judge(metadata));
        Flow.OnUpdate<SimSensor>(static (ref SimSensor proposed, SimSensor? _, UpdateMetadata metadata) =>
        {
            // An abbreviation is written out, so the source is corrected.
            if (proposed.Unit == "C")
                proposed.Unit = "Celsius";
            return Judge(metadata);
        });
    }

    private static UpdateResult Judge(UpdateMetadata metadata) =>
        metadata.Source.System == Deprecated ? Skip("The system is deprecated.") : Continue();
}
