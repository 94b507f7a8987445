using Tributary.Store;

namespace Tributary.Dispatch;

/// <summary>The commit of a turn was refused so many times in a row that running it again is pointless for now.</summary>
internal sealed class TurnRefusedException(int reruns, CommitResult refusal)
    : Exception($"The commit was refused {reruns} times in a row; the last time by the {refusal.Conflict.ToString().ToLowerInvariant()} '{refusal.Subject}'.");
