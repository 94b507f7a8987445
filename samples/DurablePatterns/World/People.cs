using DurablePatterns.Patterns;
using Microsoft.Extensions.Hosting;
using Tributary;

namespace DurablePatterns.World;

/// <summary>
/// The people who decide: a clerk, who is away for every third request, and a manager, who answers what was escalated. They look into their
/// inbox, raise the event, and then tick the request off; after a crash in between they answer once more, which does no harm.
/// </summary>
internal sealed class People(DurableClient client, Effects effects, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    /// <summary>Whether the clerk leaves a request to the manager.</summary>
    public static bool IsClerkAway(int request) => request % 3 == 0;

    /// <summary>What everybody decides.</summary>
    public static bool IsApproved(int request) => request % 4 != 1;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(s_look, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var request in await effects.ReadRequestsAsync())
            {
                var number = Ids.NumberOf(request.Instance);
                var isEscalated = request.Activity == nameof(ApprovalActivities.EscalateApproval);
                if (!isEscalated && IsClerkAway(number))
                    continue;
                await AnswerAsync(request, new Approval(IsApproved(number), isEscalated ? "manager" : "clerk"), stoppingToken);
            }
        }
    }

    private async Task AnswerAsync(Effect request, Approval answer, CancellationToken cancellationToken)
    {
        try
        {
            await client.GetInstance(request.Instance).RaiseAsync(answer, cancellationToken: cancellationToken);
        }
        catch (InvalidOperationException)
        {
            // The other one was faster, and the process has ended.
        }

        await effects.AnswerAsync(request);
    }
}
