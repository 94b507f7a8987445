namespace Tributary.Sync.Tests;

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

    [AggregationKey]
    public string? Inventory { get; set; }

    public string? Name { get; set; }

    public string? Phone { get; set; }

    [FlowField(Except = ["oem"])]
    public string? Notes { get; set; }

    public List<string> Tags { get; set; } = [];
}

[FlowEntity]
public sealed partial class Sensor : IFlowEntity
{
    public string Id { get; set; } = "";

    [ParentKey(typeof(Device))]
    public string? DeviceId { get; set; }

    [AggregationKey]
    public string? SensorKey { get; set; }

    public string? Unit { get; set; }

    public double Value { get; set; }
}
