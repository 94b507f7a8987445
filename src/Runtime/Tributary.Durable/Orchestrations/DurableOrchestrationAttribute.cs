namespace Tributary;

/// <summary>
/// Marks a static method <c>static async Durable&lt;TResult&gt; Name(OrchestrationContext ctx, ...)</c> as an orchestration: a process that
/// outlives its process. Its code is replayed from its history after a restart, so whatever is not in the history has to happen in an
/// activity. A method that returns <see cref="Durable"/> has no result.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DurableOrchestrationAttribute : Attribute
{
    /// <summary>The name under which instances are stored; the method's name when not set. Renaming it strands the instances that run.</summary>
    public string? Name { get; set; }

    /// <summary>
    /// The version, from 1. An instance stays on the version it was started with, so keep the method of an older version until its last
    /// instance has ended; new instances start on the highest one.
    /// </summary>
    public int Version { get; set; } = 1;
}
