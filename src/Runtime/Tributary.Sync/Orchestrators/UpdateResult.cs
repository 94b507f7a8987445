namespace Tributary;

/// <summary>What a handler decided.</summary>
public enum UpdateOutcome
{
    /// <summary>Accept the proposal as it now is.</summary>
    Continue,

    /// <summary>Reject it.</summary>
    Skip,

    /// <summary>Try it again later.</summary>
    Defer,
}

/// <summary>A handler's decision. Create one by <c>Continue</c>, <c>Skip</c> or <c>Defer</c> of the orchestrator or of <see cref="Update"/>.</summary>
/// <param name="Outcome">What was decided.</param>
/// <param name="Reason">Why, for the decision log.</param>
/// <param name="RetryAfter">For a deferral: when to try again; null for the retry policy's delay.</param>
public readonly record struct UpdateResult(UpdateOutcome Outcome, string? Reason = null, TimeSpan? RetryAfter = null);

/// <summary>Creates decisions.</summary>
public static class Update
{
    /// <summary>Accepts the proposal as it now is.</summary>
    public static UpdateResult Continue(string? reason = null) => new(UpdateOutcome.Continue, reason);

    /// <summary>Rejects the update: nothing is written or pushed, the reason is logged.</summary>
    public static UpdateResult Skip(string reason) => new(UpdateOutcome.Skip, reason);

    /// <summary>Tries the update again later, unless a newer one of the same record arrives before.</summary>
    public static UpdateResult Defer(string reason, TimeSpan? retryAfter = null) => new(UpdateOutcome.Defer, reason, retryAfter);
}
