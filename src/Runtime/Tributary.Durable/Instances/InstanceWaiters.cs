namespace Tributary.Orchestrations;

/// <summary>Wakes those who wait in this process for an instance to end. Safe to use from any thread.</summary>
internal sealed class InstanceWaiters
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, List<Watch>> _watches = new(StringComparer.Ordinal);

    /// <summary>How many wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
                return _watches.Values.Sum(static watches => watches.Count);
        }
    }

    /// <summary>Watches an instance until the watch is disposed.</summary>
    public Watch Begin(string instance)
    {
        var watch = new Watch(this, instance);
        lock (_gate)
        {
            if (!_watches.TryGetValue(instance, out var watches))
                _watches.Add(instance, watches = []);
            watches.Add(watch);
        }

        return watch;
    }

    public void Ended(InstanceInfo info)
    {
        List<Watch>? watches;
        lock (_gate)
            _watches.Remove(info.Id, out watches);
        foreach (var watch in watches ?? [])
            watch.End(info);
    }

    private void Stop(Watch watch)
    {
        lock (_gate)
        {
            if (_watches.TryGetValue(watch.Instance, out var watches) && watches.Remove(watch) && watches.Count == 0)
                _watches.Remove(watch.Instance);
        }
    }

    /// <summary>One who waits.</summary>
    internal sealed class Watch(InstanceWaiters waiters, string instance) : IDisposable
    {
        private readonly TaskCompletionSource<InstanceInfo> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Instance => instance;

        /// <summary>Ends with the end of the instance.</summary>
        public Task<InstanceInfo> Ended => _ended.Task;

        public void End(InstanceInfo info) => _ended.TrySetResult(info);

        public void Dispose() => waiters.Stop(this);
    }
}
