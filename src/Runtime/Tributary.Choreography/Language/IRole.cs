namespace Tributary;

/// <summary>Marks an interface as a role of a choreography. Its members are what the role can do by itself, out of sight of the others.</summary>
public interface IRole;
