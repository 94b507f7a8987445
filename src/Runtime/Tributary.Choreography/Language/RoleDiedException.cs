namespace Tributary;

/// <summary>
/// An action of a role throws this to play its death in a central run, so that <c>Surviving</c> can be tried out without processes that
/// can be killed.
/// </summary>
public sealed class RoleDiedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="role">The interface of the role that died.</param>
    public RoleDiedException(Type role)
        : base($"{role.Name} died.")
        => Role = role;

    /// <summary>The interface of the role that died.</summary>
    public Type Role { get; }
}
