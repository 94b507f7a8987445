namespace Tributary;

/// <summary>
/// Marks a method as an activity: the place where an orchestration touches the world. Static or an instance method of a class that the
/// host's services can create; synchronous, <see cref="Task"/> or <see cref="ValueTask"/>; with any number of parameters, among them at most one
/// <see cref="ActivityContext"/> and one <see cref="CancellationToken"/>, which are not part of its input.
/// </summary>
/// <remarks>
/// An activity runs at least once and takes effect once: when the process dies after the effect and before the commit, it runs again.
/// Hand <see cref="ActivityContext.IdempotencyKey"/> to whatever has an effect.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DurableActivityAttribute : Attribute
{
    /// <summary>The name in histories and queues; the method's name, without a trailing <c>Async</c>, when not set.</summary>
    public string? Name { get; set; }

    /// <summary>How many calls of this activity run at the same time in one process; 64 when not set.</summary>
    public int MaxConcurrency { get; set; }

    /// <summary>How long one attempt may take, as a constant time span such as <c>"00:00:30"</c>; without limit when not set.</summary>
    public string? Timeout { get; set; }

    /// <summary>
    /// The longest time between two heartbeats, as a constant time span; an attempt that is silent for longer is cancelled and counts as
    /// failed. Not watched when not set.
    /// </summary>
    public string? HeartbeatTimeout { get; set; }

    /// <summary>Only workers that offer this tag (<see cref="DurableOptions.Tags"/>) run the activity; every worker does when not set.</summary>
    public string? Tag { get; set; }
}
