namespace Tributary.Hosting;

/// <summary>The kernel's settings, bound from the configuration section <c>Tributary</c> and checked when the host starts.</summary>
public sealed class TributaryOptions
{
    /// <summary>The configuration section that these settings are bound from.</summary>
    public const string Section = "Tributary";

    /// <summary>How long running turns may take to finish when the host stops; what runs longer is cancelled and its messages go back.</summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How often every queue is looked at without having been announced. Wake-up is by push, so this only bounds how long work waits
    /// when another process shares the store and its announcement was lost.
    /// </summary>
    public TimeSpan SafetyPoll { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many events an observer may lag behind before its oldest ones are dropped.</summary>
    public int EventBufferSize { get; set; } = 1_024;

    /// <summary>
    /// Nothing runs in the background: a turn runs when <see cref="Dispatch.FlowDispatcher.RunNextAsync"/> is called, and events are
    /// delivered inside <see cref="Events.IFlowEvents.Publish"/>. For simulations, which decide themselves what happens next.
    /// </summary>
    public bool SingleThreaded { get; set; }
}
