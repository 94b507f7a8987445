using Microsoft.Extensions.Hosting;

namespace Tributary.Sync;

/// <summary>Runs an adapter within its own flow.</summary>
internal sealed class AdapterHost<T>(T adapter, AdapterFlow flow) : IHostedService
    where T : class, IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (adapter is IFlowAdapter partial)
            partial.Attach(flow);
        return RunAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => adapter.StopAsync(cancellationToken);

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        // An async method of its own: what it makes current ends with it, and reaches what the adapter starts within.
        Flow.Enter(flow);
        await adapter.StartAsync(cancellationToken).ConfigureAwait(false);
    }
}
