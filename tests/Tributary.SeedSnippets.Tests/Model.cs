namespace Tributary.SeedSnippets.Tests;

/// <summary>The person of the snippets.</summary>
[FlowEntity]
public sealed partial class Person : IFlowEntity
{
    public string Id { get; set; } = "";

    [AggregationKey]
    public string? Email { get; set; }

    public string FullName { get; set; } = "";
}

/// <summary>The device of the snippets.</summary>
[FlowEntity]
public sealed partial class Device : IFlowEntity
{
    public string Id { get; set; } = "";

    [ParentKey(typeof(Person))]
    public string? ParentId { get; set; }

    [AggregationKey]
    public string? Serial { get; set; }

    public string? Name { get; set; }
}

/// <summary>What the adapter of the snippets calls <c>_bmsDb</c>; the latest test to run has it.</summary>
public sealed class BmsDatabase
{
    private readonly TaskCompletionSource<Device> _updated = new(TaskCreationOptions.RunContinuationsAsynchronously);

#pragma warning disable IDE1006 // The snippet calls it so.
    public static BmsDatabase _bmsDb { get; private set; } = new();
#pragma warning restore IDE1006

    public Task<Device> Updated => _updated.Task;

    public static BmsDatabase Renew() => _bmsDb = new();

    public Task UpdateDevice(Device device)
    {
        _updated.TrySetResult(device);
        return Task.CompletedTask;
    }
}
