namespace Tributary.Sync;

/// <summary>The entity types of one host, by name and by type. Filled once, before anything runs.</summary>
internal sealed class EntityCatalog
{
    private readonly Dictionary<string, EntityPipeline> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<Type, EntityPipeline> _byType = [];

    public IReadOnlyCollection<EntityPipeline> All => _byName.Values;

    public void Add(Type type, EntityPipeline pipeline)
    {
        if (!_byName.TryAdd(pipeline.Model.Name, pipeline))
            throw new InvalidOperationException($"Two entities are named '{pipeline.Model.Name}'. Give one of them a Name in its [FlowEntity].");
        _byType.Add(type, pipeline);
    }

    public EntityPipeline Find(string entity) => _byName.GetValueOrDefault(entity) ?? throw new InvalidOperationException(
        $"The entity '{entity}' is not registered in this host. Reference the assembly that declares it, and mark it [FlowEntity].");

    public EntityPipeline<T> Find<T>()
        where T : class, IFlowEntity
        => _byType.GetValueOrDefault(typeof(T)) as EntityPipeline<T> ?? throw new InvalidOperationException(
            $"{typeof(T).Name} is not registered in this host. Mark it [FlowEntity], make it partial, and call AddTributary().");
}
