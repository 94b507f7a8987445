using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>Handles messages for an instance that does not run here: it was never started, has ended, or has moved to another orchestration.</summary>
internal static class Absent
{
    /// <summary>True when there was nothing to run.</summary>
    public static bool Handle(Turn turn, InstanceInfo? info, string queue, FlowServices services)
    {
        var events = turn.Messages.Select(static message => (Message: message, Event: Messages.TryDecode(message))).ToList();
        if (info is not null && !info.Status.IsFinal() && DurableNames.FlowQueue(info.Name, info.Version) != queue)
        {
            // It continued as another orchestration or version; what still comes here belongs there.
            foreach (var (message, _) in events)
            {
                turn.Commit.Consume(message.Id);
                turn.Commit.Send(new OutgoingMessage(new MessageAddress(DurableNames.FlowQueue(info.Name, info.Version), info.Id), message.Body) { TraceParent = message.TraceParent });
            }

            return true;
        }

        if (info is null ? events.Exists(static e => e.Event is { Kind: HistoryEventKind.Started }) : !info.Status.IsFinal())
            return false;
        foreach (var (message, next) in events)
        {
            if (next is null)
            {
                turn.Commit.Kill(message.Id, "UNDECODABLE", "The message is no event of an instance.");
                continue;
            }

            turn.Commit.Consume(message.Id);
            if (next.Kind == HistoryEventKind.Started && info is not null)
                Refuse(turn.Commit, next, info, services);
            if (next.Kind is HistoryEventKind.Query or HistoryEventKind.UpdateAccepted)
            {
                var why = info is null ? $"There is no instance '{turn.Address.Partition}'." : $"Instance '{info.Id}' has ended.";
                turn.OnCommitted(_ => services.Replies.Answer(
                    next.Instance!, null,
                    FailureDetails.Of((next.Kind == HistoryEventKind.Query ? typeof(QueryFailedException) : typeof(UpdateRefusedException)).FullName!, why)));
            }

            if (next.Kind == HistoryEventKind.EventRaised)
                Log.EventDropped(services.Logger, turn.Address.Partition, next.Name!);
        }

        return true;
    }

    /// <summary>Answers a start of an instance that exists already.</summary>
    public static void Refuse(Commit commit, HistoryEvent started, InstanceInfo info, FlowServices services)
    {
        if (started.Parent is null || started.Parent == info.Parent)
        {
            Log.StartDropped(services.Logger, info.Id);
            return;
        }

        TurnCommit.TellParent(commit, started.Parent, new HistoryEvent(HistoryEventKind.ChildFailed)
        {
            Failure = FailureDetails.Of(typeof(InstanceExistsException).FullName!, new InstanceExistsException(info.Id).Message),
        });
    }
}
