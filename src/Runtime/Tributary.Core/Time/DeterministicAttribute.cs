namespace Tributary;

/// <summary>
/// States that code gives the same result whenever it runs again, although the determinism rules (TRIB21xx) cannot see why. They look
/// neither into it nor past it.
/// </summary>
/// <remarks>
/// The attribute changes nothing at run time. A wrong statement is found as late as a replay: the instance is parked because its code no
/// longer does what its history says.
/// </remarks>
/// <param name="reason">Why it is so, for whoever changes the code next.</param>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property)]
public sealed class DeterministicAttribute(string reason) : Attribute
{
    /// <summary>Why the code is deterministic.</summary>
    public string Reason { get; } = reason;
}
