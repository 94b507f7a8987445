namespace Tributary.Dispatch;

/// <summary>The reasons that the dispatcher itself gives for a dead letter.</summary>
public static class DeadLetterReasons
{
    /// <summary>The handler failed at every attempt that the retry policy allows.</summary>
    public const string RetriesExhausted = "RETRIES_EXHAUSTED";

    /// <summary>
    /// The last attempt that the retry policy allows had no outcome: the process died each time it handled the message and nothing else, or
    /// was halted for so long that the lease ran out.
    /// </summary>
    public const string ProcessDied = "PROCESS_DIED";
}
