using Tributary.Store;
using Tributary.Store.InMemory;

namespace Tributary.Testing.Tests.Conformance;

public sealed class InMemoryConformanceTests
{
    public static TheoryData<string> Cases { get; } = [.. StoreConformance.Cases.Select(static c => c.ToString())];

    [Theory]
    [MemberData(nameof(Cases))]
    public Task Keeps_the_contract(string name)
    {
        InMemoryFlowStore? store = null;
        return StoreConformance.Find(name).RunAsync(time => ValueTask.FromResult<IFlowStore>(store ??= new InMemoryFlowStore(time)));
    }
}
