namespace Tributary.Orchestrations;

// Queries and updates: what the code has registered handlers for.
internal sealed partial class Execution
{
    private readonly Dictionary<string, bool> _patches = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Func<ReadOnlyMemory<byte>, byte[]>> _queries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IUpdateHandler> _updates = new(StringComparer.Ordinal);
    private readonly List<HistoryEvent> _openUpdates = [];

    /// <summary>The updates that were accepted and not answered.</summary>
    public IEnumerable<HistoryEvent> OpenUpdates => _openUpdates.Concat(_held.Where(static held => held.Kind == HistoryEventKind.UpdateAccepted));

    public void OnQuery<TQuery, TResult>(Func<TQuery, TResult> answer)
        where TQuery : IDurableQuery<TResult>
    {
        EnsureCurrent();
        var type = (RequestType<TQuery, TResult>)Settings.Values.FindRequest(typeof(TQuery));
        _queries[type.Name] = input => type.Result.Encode(answer(type.Request.Decode(input.Span)));
    }

    public void OnUpdate<TUpdate, TResult>(Func<TUpdate, Durable<TResult>> handle, Func<TUpdate, string?>? refuse)
        where TUpdate : IDurableUpdate<TResult>
    {
        EnsureCurrent();
        var type = (RequestType<TUpdate, TResult>)Settings.Values.FindRequest(typeof(TUpdate));
        _updates[type.Name] = new UpdateHandler<TUpdate, TResult>(type, handle, refuse);
    }

    /// <summary>Answers a query, outside of any recorded turn.</summary>
    /// <exception cref="QueryFailedException">Nobody answers it, or who does has thrown.</exception>
    public byte[] Query(string name, ReadOnlyMemory<byte> input)
    {
        if (!_queries.TryGetValue(name, out var answer))
            throw new QueryFailedException($"Instance '{Identity.Instance}' answers no query {name}. Register it with ctx.OnQuery at the start of the orchestration.");
        try
        {
            return Inspect(() => answer(input));
        }
        catch (Exception e) when (e is not OrchestrationControlException)
        {
            throw new QueryFailedException($"Query {name} of instance '{Identity.Instance}' failed: {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Why an update is refused, or null when it is accepted.</summary>
    public string? Refusal(string name, ReadOnlyMemory<byte> input)
    {
        if (End is not null)
            return $"Instance '{Identity.Instance}' has ended.";
        if (!_updates.TryGetValue(name, out var handler))
            return $"Instance '{Identity.Instance}' accepts no update {name}. Register it with ctx.OnUpdate at the start of the orchestration.";
        try
        {
            return Inspect(() => handler.Refusal(input));
        }
        catch (Exception e) when (e is not OrchestrationControlException)
        {
            return $"The validator of update {name} failed: {e.GetType().Name}: {e.Message}";
        }
    }

    private void BeginUpdate(HistoryEvent accepted)
    {
        _openUpdates.Add(accepted);
        // The handler was there when the update was accepted, unless the code has changed since.
        if (!_updates.TryGetValue(accepted.Name!, out var handler))
        {
            Answer(accepted, null, FailureDetails.Of(typeof(UpdateRefusedException).FullName!, $"There is no handler for update {accepted.Name}."));
            return;
        }

        handler.Begin(this, accepted);
    }

    private void Answer(HistoryEvent accepted, byte[]? result, FailureDetails? failure)
    {
        _openUpdates.Remove(accepted);
        Record(new HistoryEvent(HistoryEventKind.UpdateAnswered) { Name = accepted.Name, Instance = accepted.Instance, Payload = result, Failure = failure });
    }

    private interface IUpdateHandler
    {
        string? Refusal(ReadOnlyMemory<byte> input);

        void Begin(Execution execution, HistoryEvent accepted);
    }

    private sealed class UpdateHandler<TUpdate, TResult>(
        RequestType<TUpdate, TResult> type, Func<TUpdate, Durable<TResult>> handle, Func<TUpdate, string?>? refuse) : IUpdateHandler
    {
        public string? Refusal(ReadOnlyMemory<byte> input) => refuse?.Invoke(type.Request.Decode(input.Span));

        public void Begin(Execution execution, HistoryEvent accepted)
        {
            Durable<TResult> running;
            try
            {
                running = handle(type.Request.Decode(accepted.Payload.Span));
            }
            catch (Exception e) when (e is not OrchestrationControlException)
            {
                execution.Answer(accepted, null, FailureDetails.From(e));
                return;
            }

            running.Subscribe(new Answering(execution, accepted, running, type));
        }

        private sealed class Answering(Execution execution, HistoryEvent accepted, Durable<TResult> running, RequestType<TUpdate, TResult> type) : IContinuation
        {
            public void Run()
            {
                if (running.Error is OrchestrationControlException control)
                    throw control;
                byte[]? result = null;
                var error = running.Error;
                try
                {
                    if (error is null)
                        result = type.Result.Encode(running.GetResult());
                }
                catch (Exception e)
                {
                    error = e;
                }

                execution.Answer(accepted, result, error is null ? null : FailureDetails.From(error));
            }
        }
    }
}
