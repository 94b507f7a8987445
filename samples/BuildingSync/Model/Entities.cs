using Tributary;

namespace BuildingSync.Model;

// <snippet entities>
[FlowEntity]
public sealed partial class Site : IFlowEntity
{
    public string Id { get; set; } = "";
    [AggregationKey] public string Code { get; set; } = "";
    public string? Name { get; set; }
    public string? City { get; set; }
}

[FlowEntity]
public sealed partial class Device : IFlowEntity
{
    public string Id { get; set; } = "";
    [ParentKey(typeof(Site))] public string SiteId { get; set; } = "";
    [AggregationKey] public string Serial { get; set; } = "";
    public string? Name { get; set; }
    public string? Maker { get; set; }
    [FlowField(Except = ["oem"])] public string? Note { get; set; }
}

[FlowEntity]
public sealed partial class Sensor : IFlowEntity
{
    public string Id { get; set; } = "";
    [ParentKey(typeof(Device))] public string DeviceId { get; set; } = "";
    [AggregationKey] public string SensorKey { get; set; } = "";
    public string? Name { get; set; }
    public string? Unit { get; set; }
    public double? Low { get; set; }
    public double? High { get; set; }
}
// </snippet>
