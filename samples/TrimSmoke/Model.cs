using Tributary;

namespace TrimSmoke;

/// <summary>A place with devices.</summary>
[FlowEntity]
public sealed partial class Site : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string? Code { get; set; }

    public string? Name { get; set; }
}

/// <summary>A device on a site.</summary>
[FlowEntity]
public sealed partial class Device : IFlowEntity
{
    public string Id { get; set; } = "";

    [ParentKey(typeof(Site))]
    public string? SiteId { get; set; }

    [AggregationKey]
    public string? Serial { get; set; }

    public string? Name { get; set; }

    public List<string> Tags { get; set; } = [];
}
