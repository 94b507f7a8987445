namespace Tributary;

/// <summary>Which systems are told of a change.</summary>
public enum NotificationMode
{
    /// <summary>Systems whose own view of the entity changed, including from nothing to something where the adapter takes new records.</summary>
    Selective,

    /// <summary>Every system that receives the entity, whether its view changed or not.</summary>
    All,

    /// <summary>None.</summary>
    None,
}

/// <summary>The settings of the sync pillar; configuration section <c>Flow:Orchestration</c>. No setting is required.</summary>
public sealed class FlowOrchestrationOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Flow:Orchestration";

    /// <summary>Whether decisions are written to the decision log.</summary>
    public bool DecisionLogging { get; set; } = true;

    /// <summary>How many decisions the log keeps, roughly; older ones are forgotten.</summary>
    public int DecisionLogRetention { get; set; } = 1_000_000;

    /// <summary>Whether changes are pushed at all, where the orchestrator says <c>PushUpdates</c>.</summary>
    public bool EnableChangeNotifications { get; set; } = true;

    /// <summary>Which systems are told of a change.</summary>
    public NotificationMode NotificationMode { get; set; } = NotificationMode.Selective;

    /// <summary>At most so many updates of one record are decided in one turn.</summary>
    public int BatchSize { get; set; } = 100;

    /// <summary>How many turns of one entity are decided at the same time.</summary>
    public int DecisionConcurrency { get; set; } = 256;

    /// <summary>How many different entities are delivered to one adapter's handler at the same time.</summary>
    public int PushConcurrency { get; set; } = 16;

    /// <summary>How many undecided updates of one entity may wait before senders wait too.</summary>
    public int InboundLimit { get; set; } = 10_000;

    /// <summary>How many entities of a type are kept in memory; of links, four times as many over all types.</summary>
    public int CacheSize { get; set; } = 65_536;

    /// <summary>How long an update waits for what it misses before it becomes a dead letter.</summary>
    public TimeSpan ParkedTimeToLive { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Guards against updates that go round in circles.</summary>
    public CircularUpdateOptions CircularUpdatePrevention { get; set; } = new();

    /// <summary>When failed updates and pushes are tried again.</summary>
    public FlowRetryOptions RetryPolicy { get; set; } = new();
}

/// <summary>Guards against updates that go round in circles; section <c>Flow:Orchestration:CircularUpdatePrevention</c>.</summary>
public sealed class CircularUpdateOptions
{
    /// <summary>Whether the guard is on.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How often a system is corrected when it sends the very same again each time, before that stops with a conflict.</summary>
    public int MaxCorrections { get; set; } = 3;
}

/// <summary>When something failed is tried again; section <c>Flow:Orchestration:RetryPolicy</c>.</summary>
public sealed class FlowRetryOptions
{
    /// <summary>How many attempts there are in all.</summary>
    public int MaxAttempts { get; set; } = 3;

    /// <summary>The delay before the second attempt.</summary>
    public TimeSpan FirstDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>What each further delay is multiplied by.</summary>
    public double BackoffMultiplier { get; set; } = 2;

    internal Dispatch.RetryPolicy ToPolicy() =>
        new() { MaxAttempts = MaxAttempts, FirstDelay = FirstDelay, BackoffMultiplier = BackoffMultiplier };
}
