using Tributary.Store;
using Tributary.Testing;

namespace Tributary.Sqlite.Tests;

/// <summary>The contract of every store, over a real file.</summary>
public sealed class SqliteConformanceTests
{
    public static TheoryData<string> Cases { get; } = [.. StoreConformance.Cases.Select(static c => c.ToString())];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Keeps_the_contract(string name)
    {
        await using var folder = new StoreFolder();
        await StoreConformance.Find(name).RunAsync(clock => ValueTask.FromResult<IFlowStore>(folder.Create(clock: clock)));
    }
}
