namespace Tributary;

/// <summary>A role, or a family of roles, as a choreography names it: who is told of a choice.</summary>
public interface IParticipant
{
    /// <summary>The interface of the role.</summary>
    Type RoleType { get; }
}
