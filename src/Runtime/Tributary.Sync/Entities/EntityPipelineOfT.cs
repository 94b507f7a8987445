using System.Collections.Concurrent;
using Tributary.Dispatch;

namespace Tributary.Sync;

/// <summary>Wires the parts that decide and push one entity type.</summary>
internal sealed class EntityPipeline<T> : EntityPipeline
    where T : class, IFlowEntity
{
    private readonly SyncServices _services;
    private readonly RecordCodec<T> _codec;
    private readonly Projector<T> _projector;
    private readonly PushPlanner<T> _planner;
    private readonly PushSender<T> _sender;
    private readonly ConcurrentDictionary<string, AdapterEndpoint<T>> _endpoints = new(StringComparer.Ordinal);

    public EntityPipeline(EntityModel<T> model, SyncServices services, EntityHandler<T> handler, bool pushUpdates)
    {
        _services = services;
        TypedModel = model;
        _codec = new RecordCodec<T>(model);
        Records = new RecordStore<T>(model, services.Store, _codec, services.Options.CacheSize);
        var parents = new ParentTranslator(services.Identities, services.Catalog);
        var resolver = new RecordResolver<T>(model, Records, services.Identities, services.Store);
        _projector = new Projector<T>(model, parents, _codec);
        _planner = new PushPlanner<T>(model, Receivers, _projector, services.Options, pushUpdates, services.Clock);
        _sender = new PushSender<T>(model, services.Transport, new DeliveryFence<T>(Records));
        var decider = new UpdateDecider<T>(
            model, handler, resolver, _codec, parents, services.Options, services.Acks, services.Clock, services.Chance);
        var queue = SyncNames.InboundQueue(model.Name);
        Gate = new QueueGate(queue, services.Options.InboundLimit);
        InboundBinding = new QueueBinding(
            queue,
            new InboundTurns<T>(model, Records, resolver, decider, _planner, _codec, services.Identities, services.Decisions, services.Events))
        {
            Gate = Gate,
            MaxConcurrency = services.Options.DecisionConcurrency,
            MaxMessagesPerTurn = services.Options.BatchSize,
            Retry = services.Options.RetryPolicy.ToPolicy(),
        };
    }

    public override EntityModel Model => TypedModel;

    public EntityModel<T> TypedModel { get; }

    public RecordStore<T> Records { get; }

    public ReceiverSet<T> Receivers { get; } = new();

    public override QueueBinding InboundBinding { get; }

    public override QueueGate Gate { get; }

    public override async ValueTask<KnownAs> NativeIdAsync(string canonicalId, string system, bool fresh, CancellationToken cancellationToken)
    {
        var stored = await Records.FindAsync(canonicalId, fresh, cancellationToken).ConfigureAwait(false);
        return stored is { } found ? new KnownAs(found.Record.PrimaryNativeId(system), found.DocumentVersion) : default;
    }

    public AdapterEndpoint<T> EndpointOf(string system) => _endpoints.GetOrAdd(system, static (name, pipeline) => pipeline.CreateEndpoint(name), this);

    public override void ReceiveAll(Func<string, IFlowEntity, Delivery, string> receive)
    {
        foreach (var receiver in Receivers.All)
        {
            var endpoint = EndpointOf(receiver.System);
            if (receiver.TakesNew)
                endpoint.Register(DeliveryKind.New, (native, delivery, _) => Task.FromResult<string?>(receive(receiver.System, native, delivery)));
            if (receiver.TakesChanges)
                endpoint.Register(DeliveryKind.Changed, (native, delivery, _) => Task.FromResult<string?>(receive(receiver.System, native, delivery)));
        }
    }

    private AdapterEndpoint<T> CreateEndpoint(string system)
    {
        var receiver = Receivers.Of(system);
        return new AdapterEndpoint<T>(receiver, _sender, _services.Dispatcher, () => new QueueBinding(
            SyncNames.OutboundQueue(system, TypedModel.Name),
            new PushTurns<T>(
                TypedModel, receiver, Records, _projector, _planner, _codec, _sender, _services.Store, _services.Identities, _services.Acks, _services.Events))
        {
            MaxConcurrency = _services.Options.PushConcurrency,
            Retry = _services.Options.RetryPolicy.ToPolicy(),
        });
    }
}
