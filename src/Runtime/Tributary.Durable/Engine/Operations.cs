using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>A called activity. There may be very many of them, so each keeps as little as it can.</summary>
internal class ActivityOperation<TInput, TResult>(ActivityDescriptor<TInput, TResult> activity, int id) : Durable<TResult>, IOperation
{
    public HistoryEventKind Kind => HistoryEventKind.ActivityScheduled;

    public string Name => activity.Name;

    public virtual string Queue => activity.Queue;

    public void Accept(HistoryEvent completion)
    {
        if (completion.Kind == HistoryEventKind.ActivityFailed)
            SetException(new ActivityFailedException(Name, completion.Failure!));
        else
            Complete(completion);
    }

    internal override void Cancel()
    {
        if (Execution.Current.GiveUp(id))
            SetException(new OperationCanceledException($"The call of activity {Name} was cancelled."));
    }

    void IOperation.Cancel() => Cancel();

    private protected override TResult Decode(HistoryEvent completion) => activity.Result.Decode(completion.Payload.Span);
}

/// <summary>A called activity that one worker alone may run. Apart from the others, which are many and need not carry the name of a worker.</summary>
internal sealed class BoundActivityOperation<TInput, TResult>(ActivityDescriptor<TInput, TResult> activity, int id, string worker)
    : ActivityOperation<TInput, TResult>(activity, id)
{
    public override string Queue => DurableNames.ActivityQueue(Name, DurableNames.WorkerTag(worker));
}

/// <summary>A called child.</summary>
internal sealed class ChildOperation<TResult>(string name, string queue, int id, string instance, ParentClosePolicy onClose, Codec<TResult> codec)
    : Durable<TResult>, IOperation, IChild
{
    public HistoryEventKind Kind => HistoryEventKind.ChildScheduled;

    public string Name => name;

    public string Queue => queue;

    public string Instance => instance;

    public ParentClosePolicy OnClose => onClose;

    public void Accept(HistoryEvent completion)
    {
        if (completion.Kind == HistoryEventKind.ChildFailed)
            SetException(new ChildFailedException(name, instance, completion.Failure!));
        else
            Complete(completion);
    }

    internal override void Cancel()
    {
        if (Execution.Current.GiveUp(id))
            SetException(new OperationCanceledException($"The call of orchestration {name} ({instance}) was cancelled."));
    }

    void IOperation.Cancel() => Cancel();

    private protected override TResult Decode(HistoryEvent completion) => codec.Decode(completion.Payload.Span);
}

/// <summary>A child that is pending.</summary>
internal interface IChild
{
    string Instance { get; }

    ParentClosePolicy OnClose { get; }
}

/// <summary>A timer.</summary>
internal sealed class TimerOperation(int id, DateTimeOffset due) : Durable, IOperation
{
    public HistoryEventKind Kind => HistoryEventKind.TimerCreated;

    public string Name => due.ToString("O", System.Globalization.CultureInfo.InvariantCulture);

    public string? Queue => null;

    public void Accept(HistoryEvent completion) => SetCompleted();

    internal override void Cancel()
    {
        if (Execution.Current.GiveUp(id))
            SetException(new OperationCanceledException("The timer was cancelled."));
    }

    void IOperation.Cancel() => Cancel();
}
