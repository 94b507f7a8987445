using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Testing;

namespace Acme.Storing;

// <conformance>
public sealed class MyStoreConformanceTests
{
    public static TheoryData<string> Cases { get; } =
        [.. StoreConformance.Cases.Where(static c => !c.Reopens).Select(static c => c.ToString())];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_store_keeps_the_contract(string name) =>
        await StoreConformance.Find(name).RunAsync(static time => ValueTask.FromResult<IFlowStore>(new InMemoryFlowStore(time)));
}
// </conformance>

public sealed class TimeTests
{
    // <virtual-time>
    [Fact]
    public void A_timer_rings_after_an_hour_that_takes_no_time()
    {
        var time = new VirtualTimeProvider();
        var rings = 0;
        using var timer = time.CreateTimer(_ => rings++, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);

        time.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, rings);

        time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, rings);
    }
    // </virtual-time>
}
