namespace Tributary.Sync;

/// <summary>How one system receives one entity, gathered from its adapters' descriptions and from handlers registered at run time.</summary>
internal sealed class SystemReceiver<T>(string system)
    where T : class, IFlowEntity
{
    private Action<T>? _normalize;

    public string System { get; } = system;

    /// <summary>Whether changes of records that it has are pushed to it.</summary>
    public bool TakesChanges { get; private set; }

    /// <summary>Whether records that it has not are pushed to it.</summary>
    public bool TakesNew { get; private set; }

    public void Takes(bool changes, bool added)
    {
        TakesChanges |= changes;
        TakesNew |= added;
    }

    public void NormalizeBy(Action<T> normalize) => _normalize += normalize;

    /// <summary>Brings a native model into the form in which the system would give it back.</summary>
    public void Normalize(T native) => _normalize?.Invoke(native);
}
