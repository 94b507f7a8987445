using Tributary.Codec;

namespace Tributary.Orchestrations;

/// <summary>A called activity.</summary>
internal sealed class ActivityOperation<TResult>(string name, string queue, int id, Codec<TResult> codec) : Durable<TResult>, IOperation
{
    public HistoryEventKind Kind => HistoryEventKind.ActivityScheduled;

    public string Name => name;

    public string Queue => queue;

    public void Accept(HistoryEvent completion)
    {
        if (completion.Kind == HistoryEventKind.ActivityFailed)
            SetException(new ActivityFailedException(name, completion.Failure!));
        else
            Complete(completion);
    }

    internal override void Cancel()
    {
        if (Execution.Current.GiveUp(id))
            SetException(new OperationCanceledException($"The call of activity {name} was cancelled."));
    }

    void IOperation.Cancel() => Cancel();

    private protected override TResult Decode(HistoryEvent completion) => codec.Decode(completion.Payload.Span);
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
