namespace Tributary.Choreographies;

/// <summary>One role's part of a protocol, ready to be run in a session. The generator writes a method that returns it for each role.</summary>
/// <typeparam name="TResult">What the role returns; <see cref="Nothing"/> if the protocol returns nothing there.</typeparam>
/// <param name="protocol">The protocol.</param>
/// <param name="role">The index of the role.</param>
/// <param name="member">The place in the family; 0 for a plain role.</param>
/// <param name="run">The part.</param>
public sealed class Endpoint<TResult>(Protocol protocol, int role, int member, Func<Party, Task<TResult>> run)
{
    /// <summary>The protocol.</summary>
    public Protocol Protocol { get; } = protocol;

    /// <summary>The index of the role.</summary>
    public int Role { get; } = role;

    /// <summary>The place in the family; 0 for a plain role.</summary>
    public int Member { get; } = member;

    internal Func<Party, Task<TResult>> Run { get; } = run;
}

/// <summary>The result of a role that returns nothing.</summary>
public readonly record struct Nothing;
