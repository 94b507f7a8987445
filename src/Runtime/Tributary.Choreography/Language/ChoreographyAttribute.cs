namespace Tributary;

/// <summary>
/// Marks a static method that describes a whole protocol between roles. The generator writes one endpoint for each role into the
/// partial type that contains it; run as it stands, the method is the central interpreter of the same protocol.
/// </summary>
/// <remarks>
/// The method is <c>async</c>, returns <see cref="Task"/>, or <see cref="Task{TResult}"/> of located values, and takes a
/// <see cref="Scope"/>, one <see cref="On{TRole}"/> or <see cref="AllOf{TRole}"/> for each role, and the located values it starts from.
/// </remarks>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ChoreographyAttribute : Attribute
{
    /// <summary>The name of the protocol on the wire; the name of the type and of the method if not set.</summary>
    public string? Name { get; init; }

    /// <summary>The version of the protocol; several can be served side by side.</summary>
    public int Version { get; init; } = 1;

    /// <summary>States that the protocol never ends by itself. Without it, a protocol without an end is refused.</summary>
    public bool Endless { get; init; }

    /// <summary>Tells every role that needs to know about a choice, instead of refusing a choice that misses one.</summary>
    public bool InformAutomatically { get; init; }
}
