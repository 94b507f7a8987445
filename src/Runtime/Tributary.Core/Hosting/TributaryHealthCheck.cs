using Microsoft.Extensions.Diagnostics.HealthChecks;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Hosting;

/// <summary>
/// Unhealthy when the store cannot be asked or the dispatcher has failed, degraded when the store fails now and then or dead letters wait
/// for somebody. Its data tells for each queue how many messages are pending and dead.
/// </summary>
internal sealed class TributaryHealthCheck(IFlowStore store, FlowDispatcher dispatcher) : IHealthCheck
{
    public const string Name = "tributary";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (dispatcher.Completion.Exception is { } failure)
            return HealthCheckResult.Unhealthy("The dispatcher has failed.", failure.InnerException);

        var data = new Dictionary<string, object>(StringComparer.Ordinal);
        long dead = 0;
        try
        {
            foreach (var queue in await store.ListQueuesAsync(cancellationToken).ConfigureAwait(false))
            {
                var counts = await store.CountAsync(queue, cancellationToken).ConfigureAwait(false);
                data[$"{queue}.pending"] = counts.Pending;
                data[$"{queue}.dead"] = counts.Dead;
                dead += counts.Dead;
            }
        }
        catch (FlowStoreException e)
        {
            return HealthCheckResult.Unhealthy(e.Message, e, data);
        }

        if (dispatcher.StoreFault is { } fault)
            return HealthCheckResult.Degraded(fault.Message, fault, data);
        return dead > 0
            ? HealthCheckResult.Degraded($"{dead} dead letters wait for a decision.", data: data)
            : HealthCheckResult.Healthy(data: data);
    }
}
