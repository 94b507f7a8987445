using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>Writes one turn of an instance into its commit: the record, the messages that follow from it, and the document where it changed.</summary>
internal sealed class TurnCommit
{
    private readonly Commit _commit;
    private readonly LiveInstance _live;
    private readonly HistoryTurn _record;
    private readonly string _queue;
    private readonly FlowServices _services;

    public TurnCommit(Commit commit, LiveInstance live, HistoryTurn record, string queue, FlowServices services)
    {
        _commit = commit;
        _live = live;
        _record = record;
        _queue = queue;
        _services = services;
        Info = live.Info;
        Next = live;
    }

    /// <summary>What is known of the instance after the _commit.</summary>
    public InstanceInfo Info { get; private set; }

    /// <summary>Whether the document is written.</summary>
    public bool WroteDocument { get; private set; }

    /// <summary>The instance after the commit; null when it has ended or begins a new execution.</summary>
    public LiveInstance? Next { get; private set; }

    /// <summary>The calls of activities that nobody waits for any more; those that run are to be told.</summary>
    public List<string> CancelledCalls { get; } = [];

    private Execution Execution => _live.Execution;

    public static void TellParent(Commit commit, ParentReference? parent, HistoryEvent completion)
    {
        if (parent is not null)
            commit.Send(Messages.To(parent.Queue, parent.Instance, completion with { Id = parent.Id, Execution = parent.Execution }));
    }

    public async ValueTask WriteAsync(CancellationToken cancellationToken)
    {
        if (_record.Events.Count == 0)
            return;
        var log = DurableNames.History(Info.Id, Info.Execution);
        _commit.Append(log, _live.Position, HistoryCodec.Encode(_record));
        // What was called in this turn and is of no use after it is not sent at all: a commit takes back before it sends.
        var useless = Execution.GivenUp.Select(static given => given.Id).ToHashSet();
        if (Execution.End is not null)
            useless.UnionWith(Execution.Pending.Select(static pending => pending.Id));
        foreach (var made in _record.Events)
        {
            if (made.Kind is HistoryEventKind.ActivityScheduled or HistoryEventKind.TimerCreated && useless.Contains(made.Id))
                continue;
            if (made.Kind == HistoryEventKind.EventSent)
                await SendEventAsync(made, cancellationToken).ConfigureAwait(false);
            else
                Send(made);
        }

        foreach (var (id, operation) in Execution.GivenUp)
            await WithdrawAsync(id, operation, cancellationToken).ConfigureAwait(false);

        var status = Execution.IsSuspended ? InstanceStatus.Suspended : Execution.HasBegun || Info.Execution > 1 ? InstanceStatus.Running : InstanceStatus.Pending;
        if (Execution.End is { } end)
            await WriteEndAsync(end, log, cancellationToken).ConfigureAwait(false);
        else if (status != Info.Status)
            Info = Info with { Status = status, Difference = null, UpdatedAt = _record.At };
        if (Execution.Context.Status is { IsEmpty: false } shown && !shown.Span.SequenceEqual(Info.CustomStatus.Span))
            Info = Info with { CustomStatus = shown };
        if (!ReferenceEquals(Info, _live.Info) || _live.Version == 0)
        {
            _commit.Put(DurableNames.Instance(Info.Id), _live.Version, InstanceCodec.Encode(Info));
            WroteDocument = true;
        }

        Next = Execution.End is null ? _live with { Info = Info, Position = _live.Position + 1 } : null;
    }

    private void Send(HistoryEvent made)
    {
        switch (made.Kind)
        {
            case HistoryEventKind.ActivityScheduled:
                _commit.Send(Messages.Of(
                    DurableNames.ActivityQueue(made.Name!, made.Tag), CallOf(made.Id),
                    new ActivityWork(_queue, Info.Id, Info.Execution, made.Id, made.Payload, made.Options)));
                break;
            case HistoryEventKind.TimerCreated:
                var fired = new HistoryEvent(HistoryEventKind.TimerFired) { Id = made.Id, Execution = Info.Execution };
                _commit.Send(Messages.To(_queue, Info.Id, fired) with { VisibleFrom = made.At, DedupeId = TimerOf(made.Id) });
                break;
            case HistoryEventKind.ChildScheduled:
                Start(made, new ParentReference(_queue, Info.Id, Info.Execution, made.Id));
                break;
            case HistoryEventKind.DetachedStarted:
                Start(made, null);
                break;
        }
    }

    private void Start(HistoryEvent made, ParentReference? parent) => _commit.Send(Messages.To(
        DurableNames.FlowQueue(made.Name!, made.Version), made.Instance!,
        new HistoryEvent(HistoryEventKind.Started) { Name = made.Name, Version = made.Version, Payload = made.Payload, Parent = parent }));

    private async ValueTask SendEventAsync(HistoryEvent made, CancellationToken cancellationToken)
    {
        var target = await _services.Store.GetAsync(DurableNames.Instance(made.Instance!), cancellationToken).ConfigureAwait(false);
        var info = target is null ? null : InstanceCodec.Decode(made.Instance!, target.Body);
        // Before its first turn an instance that was started here has no document yet, and its start waits in front of the event.
        var queue = info is null ? Execution.QueueOfStarted(made.Instance!) : info.Status.IsFinal() ? null : DurableNames.FlowQueue(info.Name, info.Version);
        if (queue is null)
        {
            Log.EventDropped(_services.Logger, made.Instance!, made.Name!);
            return;
        }

        _commit.Send(Messages.To(
            queue, made.Instance!, new HistoryEvent(HistoryEventKind.EventRaised) { Name = made.Name, Payload = made.Payload }));
    }

    private async ValueTask WithdrawAsync(int id, IOperation operation, CancellationToken cancellationToken)
    {
        switch (operation)
        {
            case IChild child:
                _commit.Send(Messages.To(operation.Queue!, child.Instance, new HistoryEvent(HistoryEventKind.CancelRequested)));
                break;
            case { Kind: HistoryEventKind.TimerCreated }:
                _commit.Withdraw(new MessageAddress(_queue, Info.Id), TimerOf(id));
                break;
            default:
                _commit.Withdraw(new MessageAddress(operation.Queue!, CallOf(id)));
                await ActivityContext.ForgetAsync(_commit, _services.Store, CallOf(id), cancellationToken).ConfigureAwait(false);
                CancelledCalls.Add(CallOf(id));
                break;
        }
    }

    private async ValueTask WriteEndAsync(HistoryEvent end, string log, CancellationToken cancellationToken)
    {
        await CloseOperationsAsync(cancellationToken).ConfigureAwait(false);
        if (end.Kind == HistoryEventKind.ContinuedAsNew)
        {
            Info = Info with { Name = end.Name!, Version = end.Version, Execution = Info.Execution + 1, Status = InstanceStatus.Running, UpdatedAt = _record.At, Input = end.Payload };
            _commit.Trim(log, _live.Position + 1);
            _commit.Send(Messages.To(
                DurableNames.FlowQueue(Info.Name, Info.Version), Info.Id,
                new HistoryEvent(HistoryEventKind.Started)
                {
                    Name = end.Name,
                    Version = end.Version,
                    Payload = end.Payload,
                    Carried = end.Carried,
                    Parent = Info.Parent,
                    Execution = Info.Execution,
                }));
            return;
        }

        var status = end.Kind switch
        {
            HistoryEventKind.Completed => InstanceStatus.Completed,
            HistoryEventKind.Cancelled => InstanceStatus.Cancelled,
            HistoryEventKind.Terminated => InstanceStatus.Terminated,
            _ => InstanceStatus.Failed,
        };
        Info = Info with { Status = status, Result = end.Payload, Failure = end.Failure, Difference = null, UpdatedAt = _record.At };
        TellParent(_commit, Info.Parent, status == InstanceStatus.Completed
            ? new HistoryEvent(HistoryEventKind.ChildCompleted) { Payload = end.Payload }
            : new HistoryEvent(HistoryEventKind.ChildFailed) { Failure = end.Failure });
        if (status == InstanceStatus.Failed)
            Log.InstanceFailed(_services.Logger, Info.Id, end.Failure!.Message);
    }

    /// <summary>What is still pending when the code has ended: timers go, activities run on unheard, children follow their policy.</summary>
    private async ValueTask CloseOperationsAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, operation) in Execution.Pending)
        {
            switch (operation)
            {
                case IChild { OnClose: ParentClosePolicy.Abandon }:
                    break;
                case IChild child:
                    _commit.Send(Messages.To(operation.Queue!, child.Instance, new HistoryEvent(
                        child.OnClose == ParentClosePolicy.Cancel ? HistoryEventKind.CancelRequested : HistoryEventKind.Terminated)
                    {
                        Failure = child.OnClose == ParentClosePolicy.Cancel ? null : FailureDetails.Of("Tributary.ParentClosed", $"The parent {Info.Id} has ended."),
                    }));
                    break;
                default:
                    await WithdrawAsync(id, operation, cancellationToken).ConfigureAwait(false);
                    break;
            }
        }
    }

    // The store remembers these ids for a while, and an instance of the same id may have been purged meanwhile.
    internal static string TimerOf(InstanceInfo info, int id) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{DurableNames.Call(info.Id, info.Execution, id)}@{info.CreatedAt.UtcTicks}");

    private string TimerOf(int id) => TimerOf(_live.Info, id);

    private string CallOf(int id) => DurableNames.Call(_live.Info.Id, _live.Info.Execution, id);
}
