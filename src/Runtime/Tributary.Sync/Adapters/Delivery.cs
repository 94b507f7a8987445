namespace Tributary;

/// <summary>One delivery of a native model to a system.</summary>
/// <param name="DeliveryId">
/// Stable when the same change is delivered again after a crash; a system that can keep it beside a new record never makes a duplicate.
/// </param>
/// <param name="Version">The version of the canonical entity that the model shows.</param>
/// <param name="Attempt">Which attempt this is, counted from 1.</param>
/// <param name="IsNew">Whether the system has no record of the entity yet.</param>
public sealed record Delivery(string DeliveryId, long Version, int Attempt, bool IsNew);
