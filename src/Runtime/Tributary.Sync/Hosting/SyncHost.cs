using Microsoft.Extensions.Hosting;

namespace Tributary.Sync;

/// <summary>Starts the engine after the kernel and before the adapters, and stops it after them.</summary>
internal sealed class SyncHost(SyncEngine engine) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken) => await engine.StartAsync(cancellationToken).ConfigureAwait(false);

    public Task StopAsync(CancellationToken cancellationToken)
    {
        engine.Stop();
        return Task.CompletedTask;
    }
}
