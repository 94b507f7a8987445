namespace Tributary.Sync;

/// <summary>Calls the handler of one entity, in whichever form it was written. None means that every update is accepted.</summary>
internal sealed class EntityHandler<T>
    where T : class, IFlowEntity
{
    private readonly IUpdateHandler<T>? _direct;
    private readonly UpdateHandler<T>? _handler;
    private readonly AsyncUpdateHandler<T>? _asyncHandler;

    public EntityHandler(FlowOrchestratorBase? orchestrator)
    {
        _direct = orchestrator as IUpdateHandler<T>;
        switch (orchestrator?.Configured().Find(typeof(T)))
        {
            case UpdateHandler<T> handler:
                _handler = handler;
                break;
            case AsyncUpdateHandler<T> handler:
                _asyncHandler = handler;
                break;
        }

        if (_direct is not null && (_handler is not null || _asyncHandler is not null))
        {
            throw new InvalidOperationException(
                $"{orchestrator!.GetType().Name} handles {typeof(T).Name} both in a method marked [OnUpdate] and in Configure(); an update gets one decision.");
        }
    }

    /// <summary>Whether the orchestrator has a handler of this entity.</summary>
    public bool Exists => _direct is not null || _handler is not null || _asyncHandler is not null;

    public async ValueTask<Answer> DecideAsync(T proposed, T? current, UpdateMetadata metadata, CancellationToken cancellationToken)
    {
        if (_asyncHandler is not null)
        {
            var context = new UpdateContext<T>(proposed, current, metadata);
            var result = await _asyncHandler(context, cancellationToken).ConfigureAwait(false);
            return new Answer(result, context.Proposed);
        }

        var answer = _direct is not null ? _direct.Handle(ref proposed, current, metadata)
            : _handler is not null ? _handler(ref proposed, current, metadata)
            : Update.Continue();
        return new Answer(answer, proposed);
    }

    public readonly record struct Answer(UpdateResult Result, T Proposed);
}
