using Microsoft.Extensions.Logging;
using Tributary;
using Tributary.Events;

namespace Acme.Buildings;

public static class Operations
{
    // <look>
    public static async Task LookAsync(FlowSync sync, TextWriter output, CancellationToken cancellationToken)
    {
        foreach (var (kind, count) in sync.Decisions)
            await output.WriteLineAsync($"{kind}: {count} since the start");
        foreach (var (queue, counts) in await sync.CountQueuesAsync(cancellationToken))
            await output.WriteLineAsync($"{queue}: {counts.Pending} pending, {counts.Dead} dead");

        string? after = null;
        do
        {
            var page = await sync.ListParkedAsync(after, take: 100, cancellationToken);
            foreach (var parked in page.Items)
                await output.WriteLineAsync($"{parked.Code} until {parked.Until:u}: {parked.Reason}");
            after = page.Next;
        }
        while (after is not null);
    }
    // </look>

    // <requeue>
    public static async Task RequeueAsync(FlowSync sync, string queue, string reason, CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = await sync.ListDeadLettersAsync(queue, after, take: 100, cancellationToken);
            foreach (var dead in page.Items.Where(d => d.Reason == reason))
                await sync.RequeueAsync(dead.Message.Id, cancellationToken);
            after = page.Next;
        }
        while (after is not null);
    }
    // </requeue>

    // <observe-decisions>
    public static IDisposable LogConflicts(IFlowEvents events, ILogger logger) =>
        events.Observe<UpdateDecision>().Subscribe(decision =>
        {
            if (decision.Kind is DecisionKind.Conflict or DecisionKind.Parked)
                logger.LogWarning("{Entity} {NativeId}: {Reason}", decision.Entity, decision.Source.NativeId, decision.Reason);
        });
    // </observe-decisions>
}
