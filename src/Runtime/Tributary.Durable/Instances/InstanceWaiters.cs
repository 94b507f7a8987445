using System.Collections.Concurrent;

namespace Tributary.Orchestrations;

/// <summary>Wakes those who wait in this process for an instance to end. Safe to use from any thread.</summary>
internal sealed class InstanceWaiters
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<InstanceInfo>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Ends with the end of the instance; several callers share it.</summary>
    public Task<InstanceInfo> Watch(string instance) => _waiting.GetOrAdd(
        instance, static _ => new TaskCompletionSource<InstanceInfo>(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void Ended(InstanceInfo info)
    {
        if (_waiting.TryRemove(info.Id, out var waiting))
            waiting.TrySetResult(info);
    }
}
