namespace Tributary.Sync;

/// <summary>An entity type that the generated module registered.</summary>
internal sealed record EntityRegistration(Type Type, Func<SyncServices, IReadOnlyList<RunningOrchestrator>, EntityPipeline> Create)
{
    public static EntityRegistration Of<T>(EntityModel<T> model)
        where T : class, IFlowEntity
        => new(typeof(T), (services, orchestrators) => Build(model, services, orchestrators));

    /// <summary>
    /// An entity belongs to the orchestrator that has a handler for it. One that nobody handles is accepted as it comes, and pushed if
    /// any orchestrator pushes.
    /// </summary>
    private static EntityPipeline<T> Build<T>(EntityModel<T> model, SyncServices services, IReadOnlyList<RunningOrchestrator> orchestrators)
        where T : class, IFlowEntity
    {
        RunningOrchestrator? owner = null;
        var handler = new EntityHandler<T>(null);
        foreach (var orchestrator in orchestrators)
        {
            var candidate = new EntityHandler<T>(orchestrator.Instance);
            if (!candidate.Exists)
                continue;
            if (owner is not null)
            {
                throw new InvalidOperationException(
                    $"{model.Name} is handled by {owner.Instance.GetType().Name} and by {orchestrator.Instance.GetType().Name}; an entity has one orchestrator.");
            }

            owner = orchestrator;
            handler = candidate;
        }

        return new EntityPipeline<T>(model, services, handler, owner?.PushUpdates ?? orchestrators.Any(o => o.PushUpdates));
    }
}

/// <summary>An orchestrator that the generated module registered.</summary>
internal sealed record OrchestratorRegistration(Func<IServiceProvider, FlowOrchestratorBase> Resolve, bool PushUpdates);

/// <summary>An adapter that the generated module registered.</summary>
internal sealed record AdapterRegistration(string System, string Adapter, AdapterDescription Description)
{
    public void Describe(EntityCatalog catalog) => Description.Apply(catalog, System);
}
