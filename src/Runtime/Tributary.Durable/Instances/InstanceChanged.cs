namespace Tributary;

/// <summary>Something happened to an instance: a turn of it was committed.</summary>
/// <param name="Instance">The instance after it.</param>
/// <param name="Events">What was added to its history.</param>
public sealed record InstanceChanged(InstanceInfo Instance, IReadOnlyList<HistoryEvent> Events);
