namespace Tributary;

/// <summary>One delivery of a native model to a system.</summary>
/// <param name="DeliveryId">
/// Stable when the same change is delivered again, after a crash for example; another change has another one, though it may show the same
/// version. Only a new record keeps its id until the system has told its own, whatever changes meanwhile. So a system that keeps the ids
/// it has taken never makes a duplicate, and is not set back by a delivery that is repeated late: it takes one whose id it does not know,
/// or knows with a lower version.
/// </param>
/// <param name="Version">The version of the canonical entity that the model shows.</param>
/// <param name="Attempt">Which attempt this is, counted from 1.</param>
/// <param name="IsNew">Whether the system has no record of the entity yet.</param>
public sealed record Delivery(string DeliveryId, long Version, int Attempt, bool IsNew);
