using Tributary.Codec;

namespace Tributary.Orchestrations;

// What the code can ask for. Each command is recorded, or checked against the record, before anything else happens.
internal sealed partial class Execution
{
    public Durable<TResult> CallActivity<TInput, TResult>(ActivityDescriptor<TInput, TResult> activity, TInput input, ActivityOptions? options)
    {
        EnsureCurrent();
        var id = _operations.NextId;
        if (IsReplaying)
        {
            var recorded = Expect(HistoryEventKind.ActivityScheduled, id, activity.Name, 0, null);
            CheckInput(recorded, activity.Input, input);
        }
        else
        {
            _recorded.Add(new HistoryEvent(HistoryEventKind.ActivityScheduled)
            {
                Id = id, Name = activity.Name, Payload = Encode(activity.Input, input, activity.Name), Tag = activity.Settings.Tag,
                Options = options is null ? default : ActivityOptionsCodec.Encode(options),
            });
        }

        var operation = new ActivityOperation<TInput, TResult>(activity, id);
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
            var recorded = Expect(HistoryEventKind.ChildScheduled, id, orchestration.Name, orchestration.Version, child);
            CheckInput(recorded, orchestration.Input, input);
        }
        else
        {
            _recorded.Add(new HistoryEvent(HistoryEventKind.ChildScheduled)
            {
                Id = id, Name = orchestration.Name, Version = orchestration.Version, Instance = child,
                Payload = Encode(orchestration.Input, input, orchestration.Name),
            });
        }

        var operation = new ChildOperation<TResult>(orchestration.Name, DurableNames.FlowQueue(orchestration.Name, orchestration.Version), id, child, onClose, orchestration.Result);
        _operations.Add(operation);
        return operation;
    }

    public string StartDetached<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input, string? instanceId)
    {
        EnsureCurrent();
        var id = _operations.Skip();
        var instance = instanceId ?? DurableNames.Call(Identity.Instance, Identity.Number, id);
        var made = new HistoryEvent(HistoryEventKind.DetachedStarted) { Id = id, Name = orchestration.Name, Version = orchestration.Version, Instance = instance };
        if (IsReplaying)
            CheckInput(Record(made), orchestration.Input, input);
        else
            Record(made with { Payload = Encode(orchestration.Input, input, orchestration.Name) });
        return instance;
    }

    public Durable<TResult> ContinueAs<TInput, TResult>(OrchestrationDescriptor<TInput, TResult> orchestration, TInput input)
    {
        EnsureCurrent();
        if (_continuation is not null)
            throw new InvalidOperationException("The orchestration has already asked to continue as new.");
        _continuation = new HistoryEvent(HistoryEventKind.ContinuedAsNew)
        {
            Name = orchestration.Name, Version = orchestration.Version, Payload = Encode(orchestration.Input, input, orchestration.Name),
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
        var made = new HistoryEvent(HistoryEventKind.EventSent) { Id = _operations.Skip(), Name = name ?? typeName, Instance = instanceId };
        if (IsReplaying)
            CheckInput(Record(made), codec, content);
        else
            Record(made with { Payload = Encode(codec, content, typeName) });
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
        var events = _replayed!.Events;
        for (var at = _cursor; at < events.Count && events[at].Kind == HistoryEventKind.Patched; at++)
        {
            if (events[at].Name != patch)
                continue;
            _cursor = at + 1;
            return true;
        }

        return false;
    }

    private byte[] Encode<T>(Codec<T> codec, T value, string what)
    {
        var encoded = codec.Encode(value);
        Settings.CheckSize($"The input of {what}", encoded.Length);
        return encoded;
    }

    private void CheckInput<T>(HistoryEvent recorded, Codec<T> codec, T input)
    {
        if (Settings.Inputs == InputCheck.Off)
            return;
        using var buffer = CodecBuffer.Rent();
        codec.Write(buffer.Writer, input);
        if (buffer.WrittenSpan.SequenceEqual(recorded.Payload.Span))
            return;
        var now = System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
        if (Settings.Inputs == InputCheck.Warn)
        {
            Log.InputChanged(Settings.Logger, Identity.Instance, recorded.Name!, recorded.Id);
            return;
        }

        _cursor--;
        throw Diverge(recorded, recorded with { Payload = System.Text.Encoding.UTF8.GetBytes(now) });
    }
}
