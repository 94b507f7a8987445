namespace Tributary.Store.InMemory;

/// <summary>Settings of an <see cref="InMemoryFlowStore"/>.</summary>
public sealed class InMemoryStoreOptions
{
    /// <summary>How long the dedupe ids of sent messages are remembered. Longer than zero; seven days unless set.</summary>
    public TimeSpan DedupeRetention { get; set; } = TimeSpan.FromDays(7);
}
