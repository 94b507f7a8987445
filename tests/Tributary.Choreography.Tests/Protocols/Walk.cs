namespace Tributary.Choreographies.Tests.Protocols;

/// <summary>Hand-written endpoints call it before each step, so that a test can let any role fail anywhere.</summary>
public class Walk
{
    /// <summary>Called with the role and the number of its step, from 1.</summary>
    public Func<string, int, Task> Before { get; init; } = static (_, _) => Task.CompletedTask;
}
