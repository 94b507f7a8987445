using System.ComponentModel;

namespace Tributary.Sync;

/// <summary>What is known of an adapter before it runs.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class AdapterDescription
{
    private readonly List<Action<EntityCatalog, string>> _facts = [];

    internal AdapterDescription()
    {
    }

    /// <summary>The adapter has handlers for pushes of an entity.</summary>
    /// <param name="on">Whether it handles changes.</param>
    /// <param name="onNew">Whether it takes new records.</param>
    public AdapterDescription Receives<T>(bool on, bool onNew)
        where T : class, IFlowEntity
    {
        _facts.Add((catalog, system) => catalog.Find<T>().Receivers.Of(system).Takes(on, onNew));
        return this;
    }

    /// <summary>The adapter's system keeps an entity in another form than it is given.</summary>
    public AdapterDescription Normalizes<TAdapter, T>()
        where TAdapter : IFlowNormalizer<T>
        where T : class, IFlowEntity
    {
        _facts.Add(static (catalog, system) => catalog.Find<T>().Receivers.Of(system).NormalizeBy(TAdapter.Normalize));
        return this;
    }

    internal void Apply(EntityCatalog catalog, string system)
    {
        foreach (var fact in _facts)
            fact(catalog, system);
    }
}
