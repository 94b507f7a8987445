using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Events;
using Tributary.Store;
using Tributary.Transport;

namespace Tributary.Sync;

/// <summary>The sync pillar of one host: the pipelines of its entities, wired with its orchestrators and adapters.</summary>
internal sealed class SyncEngine
{
    /// <summary>Links are small and each entity has several, so more of them are kept than of entities.</summary>
    private const int LinksPerEntity = 4;

    private static readonly DocumentKey s_epoch = new("sync.host", "epoch");

    private readonly SyncServices _services;
    private readonly List<IDisposable> _listening = [];

    public SyncEngine(
        IEnumerable<EntityRegistration> entities,
        IEnumerable<OrchestratorRegistration> orchestrators,
        IEnumerable<AdapterRegistration> adapters,
        IServiceProvider provider,
        IFlowStore store,
        IFlowTransport transport,
        FlowDispatcher dispatcher,
        IFlowEvents events,
        TimeProvider clock,
        Chance chance,
        IOptions<FlowOrchestrationOptions> options,
        IMeterFactory? meters = null)
    {
        var settings = options.Value;
        _services = new SyncServices(
            store, transport, dispatcher, events, clock, chance, settings, new EntityCatalog(), new IdentityMap(store, settings.CacheSize * LinksPerEntity),
            new DecisionRecorder(store, settings, meters), new AckClock());
        Gateway = new SyncGateway(_services.Catalog, store, events, chance, _services.Acks);
        var created = orchestrators.Select(o => new RunningOrchestrator(o.Resolve(provider), o.PushUpdates)).ToList();
        foreach (var entity in entities.DistinctBy(e => e.Type))
            _services.Catalog.Add(entity.Type, entity.Create(_services, created));
        foreach (var adapter in adapters)
            adapter.Describe(_services.Catalog);
        CheckAdapters(adapters);
    }

    public SyncGateway Gateway { get; }

    public SyncServices Services => _services;

    /// <summary>Begins to decide. The store must be open.</summary>
    public async ValueTask StartAsync(CancellationToken cancellationToken)
    {
        await AdvanceEpochAsync(cancellationToken).ConfigureAwait(false);
        var dispatcher = _services.Dispatcher;
        _listening.Add(dispatcher.Listen(new QueueBinding(SyncNames.ParkedQueue, new ParkedTurns(_services.Decisions, _services.Clock))));
        _listening.Add(dispatcher.Listen(new QueueBinding(SyncNames.HeldQueue, new HeldTurns())));
        foreach (var pipeline in _services.Catalog.All)
        {
            await pipeline.Gate.RecountAsync(_services.Store, cancellationToken).ConfigureAwait(false);
            _listening.Add(dispatcher.Listen(pipeline.InboundBinding));
        }
    }

    public void Stop()
    {
        foreach (var listening in _listening)
            listening.Dispose();
        _listening.Clear();
    }

    /// <summary>One commit per start, whose sequence is above every acknowledgement number that was given before.</summary>
    private async ValueTask AdvanceEpochAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = await _services.Store.GetAsync(s_epoch, cancellationToken).ConfigureAwait(false);
            var result = await _services.Store.CommitAsync(new Commit().Put(s_epoch, before?.Version ?? 0, "{}"u8.ToArray()), cancellationToken).ConfigureAwait(false);
            if (!result.Succeeded)
                continue;
            _services.Acks.StartAt(result.Sequence);
            return;
        }
    }

    private static void CheckAdapters(IEnumerable<AdapterRegistration> adapters)
    {
        var names = new HashSet<(string, string)>();
        foreach (var adapter in adapters)
        {
            if (!names.Add((adapter.System, adapter.Adapter)))
                throw new InvalidOperationException($"Two adapters are named '{adapter.Adapter}' in system '{adapter.System}'. Give each adapter of a system a name of its own.");
        }
    }
}

/// <summary>An orchestrator instance with what its attribute says.</summary>
internal sealed record RunningOrchestrator(FlowOrchestratorBase Instance, bool PushUpdates);
