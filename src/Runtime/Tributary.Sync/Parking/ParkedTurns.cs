using System.Globalization;
using System.Text.Json;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Sync;

/// <summary>
/// Takes parked updates up again. They become visible when what they miss arrives, in the commit of its arrival, or when their time is
/// over; nobody polls. A healed update goes back with its original source, id, time and arrival token.
/// </summary>
internal sealed class ParkedTurns(DecisionRecorder decisions, TimeProvider clock) : ITurnHandler
{
    public ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        var expired = new List<UpdateDecision>();
        foreach (var message in turn.Messages)
        {
            InboundUpdate update;
            try
            {
                update = InboundUpdate.Decode(message.Body);
            }
            catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException or ArgumentException)
            {
                turn.Commit.Kill(message.Id, DecisionCodes.Undecodable, $"The parked message is not an update: {e.Message}");
                continue;
            }

            // Its time brought it; whoever wakes or requeues it gives it another one.
            if (message.VisibleFrom == update.ParkedUntil)
            {
                var reason = string.Create(CultureInfo.InvariantCulture, $"Parked until {update.ParkedUntil:u}, and nothing healed it. {update.ParkedReason}");
                turn.Commit.Kill(message.Id, update.ParkedCode ?? DecisionCodes.Expired, reason);
                expired.Add(new Arrival(update, message).Decide(clock.GetUtcNow(), DecisionKind.Dropped, DecisionCodes.Expired, reason));
                continue;
            }

            var healed = update.Healed();
            turn.Commit.Consume(message.Id)
                .Send(new OutgoingMessage(SyncNames.Inbound(healed.Entity, healed.System, healed.NativeId), healed.Encode()));
        }

        decisions.Record(turn, expired);
        return ValueTask.CompletedTask;
    }
}

/// <summary>Takes held pushes up again, once their system has acknowledged the parent.</summary>
internal sealed class HeldTurns : ITurnHandler
{
    public ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        // Forced, because a push that could not be made stands in no record.
        foreach (var message in turn.Messages)
            turn.Commit.Consume(message.Id).Send(new OutgoingMessage(PushRequest.Target(message.Body), PushRequest.Forced));
        return ValueTask.CompletedTask;
    }
}
