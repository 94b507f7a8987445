using Microsoft.Extensions.Hosting;

namespace Tributary.SeedSnippets.Tests;

/// <summary>The snippets speak of a systemA; a test speaks for it.</summary>
[FlowAdapter("systemA", "people")]
public sealed partial class SystemAAdapter : IHostedService
{
    public AdapterFlow Side => Flow;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>Another system with people.</summary>
[FlowAdapter("systemB", "people")]
public sealed partial class SystemBAdapter : IHostedService
{
    public AdapterFlow Side => Flow;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>The system that the snippets refuse.</summary>
[FlowAdapter("deprecated_system", "people")]
public sealed partial class DeprecatedAdapter : IHostedService
{
    public AdapterFlow Side => Flow;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
