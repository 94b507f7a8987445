using Tributary.Codec;

namespace Tributary.Orchestrations;

// What the code can ask for. Each command is recorded, or checked against the record, before anything else happens.
internal sealed partial class Execution
{
    private readonly Dictionary<string, string> _startedHere = new(StringComparer.Ordinal);

    /// <summary>The queue of an instance that this execution has started, which may not have had its first turn; null for any other.</summary>
    public string? QueueOfStarted(string instance) => _startedHere.GetValueOrDefault(instance);

    public Durable<TResult> CallActivity<TInput, TResult>(ActivityDescriptor<TInput, TResult> activity, TInput input, ActivityOptions? options)
    {
        EnsureCurrent();
        var id = _operations.NextId;
        if (IsReplaying)
        {
            ReplayCall(HistoryEventKind.ActivityScheduled, id, activity.Name, 0, null, activity.Input, input);
        }
        else
        {
            _recorded.Add(new HistoryEvent(HistoryEventKind.ActivityScheduled)
            {
                Id = id,
                Name = activity.Name,
                Payload = Encode(activity.Input, input, activity.Name),
                Tag = DurableNames.WorkerTag(options?.Worker) ?? activity.Settings.Tag,
                Options = options is null ? default : ActivityOptionsCodec.Encode(options),
            });
        }

        var operation = options?.Worker is { } worker ? new BoundActivityOperation<TInput, TResult>(activity, id, worker) : new ActivityOperation<TInput, TResult>(activity, id);
        _operations.Add(operation);
        return operation;
    }

    public Durable<TResult> CallChild<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input, ChildOptions? options)
    {
        EnsureCurrent();
        var id = _operations.NextId;
        var child = options?.InstanceId ?? DurableNames.Call(Identity.Instance, Identity.Number, id);
        var onClose = options?.OnParentClose ?? ParentClosePolicy.Terminate;
        if (IsReplaying)
        {
            ReplayCall(HistoryEventKind.ChildScheduled, id, orchestration.Name, orchestration.Version, child, orchestration.Input, input);
        }
        else
        {
            _recorded.Add(new HistoryEvent(HistoryEventKind.ChildScheduled)
            {
                Id = id,
                Name = orchestration.Name,
                Version = orchestration.Version,
                Instance = child,
                Payload = Encode(orchestration.Input, input, orchestration.Name),
            });
        }

        var queue = DurableNames.FlowQueue(orchestration.Name, orchestration.Version);
        _startedHere[child] = queue;
        var operation = new ChildOperation<TResult>(orchestration.Name, queue, id, child, onClose, orchestration.Result);
        _operations.Add(operation);
        return operation;
    }

    public string StartDetached<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input, string? instanceId)
    {
        EnsureCurrent();
        using var now = EncodeAgain(orchestration.Input, input, orchestration.Name);
        var id = _operations.Skip();
        var instance = instanceId ?? DurableNames.Call(Identity.Instance, Identity.Number, id);
        _startedHere[instance] = DurableNames.FlowQueue(orchestration.Name, orchestration.Version);
        RecordOrCheck(
            new HistoryEvent(HistoryEventKind.DetachedStarted) { Id = id, Name = orchestration.Name, Version = orchestration.Version, Instance = instance }, now);
        return instance;
    }

    public Durable<TResult> ContinueAs<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input)
    {
        EnsureCurrent();
        if (_continuation is not null)
            throw new InvalidOperationException("The orchestration has already asked to continue as new.");
        _continuation = new HistoryEvent(HistoryEventKind.ContinuedAsNew)
        {
            Name = orchestration.Name,
            Version = orchestration.Version,
            Payload = Encode(orchestration.Input, input, orchestration.Name),
        };
        return new Durable<TResult>();
    }

    public Durable CreateTimer(DateTimeOffset due)
    {
        EnsureCurrent();
        var id = _operations.NextId;
        var at = Record(new HistoryEvent(HistoryEventKind.TimerCreated) { Id = id, At = due }).At ?? due;
        var timer = new TimerOperation(id, at);
        _operations.Add(timer);
        return timer;
    }

    public void SendEvent<T>(string instanceId, T content, string? name)
    {
        EnsureCurrent();
        var (typeName, codec) = Settings.Values.Find<T>();
        using var now = EncodeAgain(codec, content, typeName);
        RecordOrCheck(new HistoryEvent(HistoryEventKind.EventSent) { Id = _operations.Skip(), Name = name ?? typeName, Instance = instanceId }, now);
    }

    public bool Patched(string patch)
    {
        EnsureCurrent();
        if (_patches.TryGetValue(patch, out var known))
            return known;
        bool applies;
        if (_replayed is null)
        {
            _recorded.Add(new HistoryEvent(HistoryEventKind.Patched) { Name = patch });
            applies = true;
        }
        else
        {
            applies = TryExpectPatch(patch);
        }

        _patches.Add(patch, applies);
        return applies;
    }

    /// <summary>Gives up a pending operation and leaves a trace of it. False when it is not pending.</summary>
    public bool GiveUp(int id)
    {
        EnsureCurrent();
        if (_operations.Take(id) is not { } operation)
            return false;
        if (!IsReplaying)
            GivenUp.Add((id, operation));
        Record(new HistoryEvent(HistoryEventKind.OperationCancelled) { Id = id });
        return true;
    }

    // A history from before the patch has no marker here, and one of several markers in a row may belong to a patch that was retired.
    private bool TryExpectPatch(string patch)
    {
        var events = _replayed!;
        for (var at = _cursor; at < events.Count && events[at].Kind == HistoryEventKind.Patched; at++)
        {
            if (events[at].Name != patch)
                continue;
            _cursor = at + 1;
            return true;
        }

        return false;
    }

    private void ReplayCall<T>(HistoryEventKind kind, int id, string name, int version, string? instance, Codec<T> codec, T input)
    {
        // What is recorded under this id could be encoded, so where nothing is compared there is no need to do it again.
        if (Settings.Inputs == InputCheck.Off && TryExpect(kind, id, name, version, instance) is not null)
            return;
        using var now = EncodeAgain(codec, input, name);
        CheckInput(Expect(kind, id, name, version, instance), now);
    }

    // A call that fails here leaves no event, but it takes its id, so that a replay does not take the next call's event for its own.
    private byte[] Encode<T>(Codec<T> codec, T value, string what)
    {
        try
        {
            var encoded = codec.Encode(value);
            Settings.CheckSize($"The input of {what}", encoded.Length);
            return encoded;
        }
        catch (Exception)
        {
            _operations.Skip();
            throw;
        }
    }

    /// <summary>
    /// Encodes an input in a replay as well, so that what could not be encoded or was too large throws there again. Nothing may have been recorded
    /// before it. What the record holds already is not measured: the limit may have been another one then.
    /// </summary>
    private CodecBuffer EncodeAgain<T>(Codec<T> codec, T value, string what)
    {
        var buffer = CodecBuffer.Rent();
        try
        {
            codec.Write(buffer.Writer, value);
            var size = buffer.WrittenSpan.Length;
            if (_replayed is not { } replayed || _cursor >= replayed.Count || replayed[_cursor].Payload.Length != size)
                Settings.CheckSize($"The input of {what}", size);
            return buffer;
        }
        catch (Exception e)
        {
            buffer.Dispose();
            _operations.Skip();
            // Throws what the live call threw.
            if (e is InvalidOperationException)
                codec.Encode(value);
            throw;
        }
    }

    private void RecordOrCheck(HistoryEvent made, CodecBuffer input)
    {
        if (IsReplaying)
            CheckInput(Record(made), input);
        else
            Record(made with { Payload = input.ToArray() });
    }

    private void CheckInput(HistoryEvent recorded, CodecBuffer input)
    {
        if (Settings.Inputs == InputCheck.Off || input.WrittenSpan.SequenceEqual(recorded.Payload.Span))
            return;
        if (Settings.Inputs == InputCheck.Warn)
        {
            Log.InputChanged(Settings.Logger, Identity.Instance, recorded.Name!, recorded.Id);
            return;
        }

        _cursor--;
        throw Diverge(recorded, recorded with { Payload = input.ToArray() });
    }
}
