namespace Tributary;

/// <summary>Registers the handlers of one orchestrator instance.</summary>
public sealed class OrchestratorFlow
{
    private readonly Dictionary<Type, Delegate> _handlers = [];

    internal OrchestratorFlow()
    {
    }

    internal bool IsSealed { get; private set; }

    /// <summary>Registers the handler of an entity. Without one, every update of it is accepted.</summary>
    /// <exception cref="InvalidOperationException">The entity already has a handler, or registration is over.</exception>
    public void OnUpdate<T>(UpdateHandler<T> handler)
        where T : class, IFlowEntity
        => Add(typeof(T), handler);

    /// <summary>Registers an asynchronous handler of an entity.</summary>
    /// <exception cref="InvalidOperationException">The entity already has a handler, or registration is over.</exception>
    public void OnUpdateAsync<T>(AsyncUpdateHandler<T> handler)
        where T : class, IFlowEntity
        => Add(typeof(T), handler);

    internal Delegate? Find(Type entity) => _handlers.GetValueOrDefault(entity);

    internal void Seal() => IsSealed = true;

    private void Add(Type entity, Delegate handler)
    {
        ArgumentNullException.ThrowIfNull(handler);
        if (IsSealed)
            throw new InvalidOperationException($"The handler of {entity.Name} must be registered in Configure(), not after the host has started.");
        if (!_handlers.TryAdd(entity, handler))
            throw new InvalidOperationException($"{entity.Name} has two update handlers in one orchestrator; an update gets one decision.");
    }
}
