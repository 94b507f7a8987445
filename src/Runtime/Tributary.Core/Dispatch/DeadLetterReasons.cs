namespace Tributary.Dispatch;

/// <summary>The reasons that the dispatcher itself gives for a dead letter.</summary>
public static class DeadLetterReasons
{
    /// <summary>The handler failed at every attempt that the retry policy allows.</summary>
    public const string RetriesExhausted = "RETRIES_EXHAUSTED";
}
