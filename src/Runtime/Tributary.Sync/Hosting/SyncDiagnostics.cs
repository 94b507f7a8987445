namespace Tributary;

/// <summary>The names under which the sync pillar reports to OpenTelemetry.</summary>
public static class SyncDiagnostics
{
    /// <summary>The meter: <c>tributary.sync.decisions</c>, <c>tributary.sync.decision.latency</c>.</summary>
    public const string Name = "Tributary.Sync";
}
