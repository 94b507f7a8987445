using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Hosting;

/// <summary>
/// Opens the store and starts the dispatcher in <see cref="StartingAsync"/>, which every host runs before the first
/// <see cref="IHostedService.StartAsync"/>, so adapters find both at work; drains the dispatcher in <see cref="StoppedAsync"/>, which runs after the last
/// <see cref="IHostedService.StopAsync"/>, so nothing that an adapter sends at its end is lost. The container disposes the store.
/// </summary>
internal sealed class TributaryHost(
    IFlowStore store,
    FlowDispatcher dispatcher,
    IOptions<TributaryOptions> options,
    IHostApplicationLifetime lifetime,
    ILogger<TributaryHost> logger) : IHostedLifecycleService
{
    private Task? _watch;

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        await store.OpenAsync(cancellationToken).ConfigureAwait(false);
        if (options.Value.SingleThreaded)
            return;
        await dispatcher.StartAsync(cancellationToken).ConfigureAwait(false);
        _watch = WatchAsync();
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        await dispatcher.StopAsync(cancellationToken).ConfigureAwait(false);
        if (_watch is not null)
            await _watch.ConfigureAwait(false);
        // What ended the dispatcher ends the program with an error, too.
        await dispatcher.Completion.ConfigureAwait(false);
    }

    private async Task WatchAsync()
    {
        await dispatcher.Completion.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!dispatcher.Completion.IsFaulted)
            return;
        Log.HostStops(logger);
        lifetime.StopApplication();
    }
}
