using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Tributary.Choreographies;

/// <summary>Degraded when as many sessions are open as the host admits. Its data tells how many there are.</summary>
internal sealed class ChoreographyHealthCheck(SessionHub hub, IOptions<ChoreographyOptions> options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var count = hub.Count;
        var data = new Dictionary<string, object>(StringComparer.Ordinal) { ["sessions"] = count };
        return Task.FromResult(count < options.Value.MaxSessions
            ? HealthCheckResult.Healthy(data: data)
            : HealthCheckResult.Degraded($"{count} sessions are open, and no more are admitted.", data: data));
    }
}
