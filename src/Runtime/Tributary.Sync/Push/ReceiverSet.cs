namespace Tributary.Sync;

/// <summary>The systems that receive one entity. Systems are added before the host runs, or when an adapter registers a handler nobody had described.</summary>
internal sealed class ReceiverSet<T>
    where T : class, IFlowEntity
{
    private readonly Lock _gate = new();
    private volatile SystemReceiver<T>[] _all = [];

    public IReadOnlyList<SystemReceiver<T>> All => _all;

    public SystemReceiver<T> Of(string system)
    {
        lock (_gate)
        {
            foreach (var receiver in _all)
            {
                if (receiver.System == system)
                    return receiver;
            }

            var added = new SystemReceiver<T>(system);
            _all = [.. _all, added];
            return added;
        }
    }
}
