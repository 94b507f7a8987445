using Choreographies.Protocols;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Tributary.Choreographies.Samples.Tests;

/// <summary>What the generated registration brings to a host.</summary>
public sealed class HostingTests
{
    [Fact]
    public async Task A_host_whose_libraries_have_choreographies_has_sessions()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddTributary().UseInMemoryStore();
        using var host = builder.Build();
        await host.StartAsync();

        var session = await host.Services.GetRequiredService<ISessions>().CreateAsync(MergeSort.RunPlan());

        Assert.Equal(SessionState.Created, session.State);
        await host.StopAsync();
    }
}
