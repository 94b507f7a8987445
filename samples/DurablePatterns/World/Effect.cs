namespace DurablePatterns.World;

/// <summary>Something that an activity has done.</summary>
/// <param name="Key">The idempotency key of the call.</param>
/// <param name="Instance">The instance that called.</param>
/// <param name="Activity">The activity.</param>
/// <param name="What">What it has done it to; the same thing is done once only.</param>
/// <param name="Runs">How often the activity ran for this call; more than once when a crash fell between the effect and its record.</param>
internal sealed record Effect(string Key, string Instance, string Activity, string What, long Runs);
