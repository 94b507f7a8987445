namespace Tributary.Orchestrations;

/// <summary>An instance in memory, as it was after its last commit.</summary>
/// <param name="Info">What is known of it.</param>
/// <param name="Version">The version of its document; 0 when it has none yet.</param>
/// <param name="Execution">Its code, suspended where it waits.</param>
/// <param name="Position">The position of the next entry of its history.</param>
internal sealed record LiveInstance(InstanceInfo Info, long Version, Execution Execution, long Position);
