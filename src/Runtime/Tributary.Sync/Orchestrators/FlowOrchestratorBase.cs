namespace Tributary;

/// <summary>The base of orchestrators. One instance serves a host, from many threads at the same time.</summary>
public abstract class FlowOrchestratorBase
{
    /// <summary>Where handlers are registered, in <see cref="Configure"/>.</summary>
    protected OrchestratorFlow Flow { get; } = new();

    /// <summary>Registers handlers. The host calls it once, after construction, so fields of the derived class are set.</summary>
    protected virtual void Configure()
    {
    }

    /// <summary>Accepts the proposal as it now is.</summary>
    protected static UpdateResult Continue(string? reason = null) => Update.Continue(reason);

    /// <summary>Rejects the update: nothing is written or pushed, the reason is logged.</summary>
    protected static UpdateResult Skip(string reason) => Update.Skip(reason);

    /// <summary>Tries the update again later, unless a newer one of the same record arrives before.</summary>
    protected static UpdateResult Defer(string reason, TimeSpan? retryAfter = null) => Update.Defer(reason, retryAfter);

    internal OrchestratorFlow Configured()
    {
        if (!Flow.IsSealed)
        {
            Configure();
            Flow.Seal();
        }

        return Flow;
    }
}
