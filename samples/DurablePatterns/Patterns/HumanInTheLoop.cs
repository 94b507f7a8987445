using DurablePatterns.World;
using Microsoft.Extensions.Logging;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>Human in the loop: a decision that may take a day, and goes to somebody else when it takes longer.</summary>
public static class HumanInTheLoop
{
    // <human-in-the-loop>
    [DurableOrchestration]
    public static async Durable<Approval> RequestApproval(OrchestrationContext ctx, ApprovalRequest request)
    {
        await ctx.Activities.SendApprovalRequest(request);
        var answer = ctx.WaitForEvent<Approval>();
        if (await ctx.WhenAny(answer, ctx.CreateTimer(request.Patience)) == answer)
            return await answer;

        ctx.Logger.LogInformation("Nobody has answered {Request}, which goes to the manager", request.Id);
        await ctx.Activities.EscalateApproval(request);
        return await ctx.WaitForEvent<Approval>();
    }
    // </human-in-the-loop>
}

public sealed record ApprovalRequest(string Id, decimal Amount, TimeSpan Patience);

[DurableEvent]
public sealed record Approval(bool Approved, string By);

public sealed class ApprovalActivities(Effects effects)
{
    [DurableActivity]
    public Task SendApprovalRequest(ApprovalRequest request, ActivityContext call) => effects.RecordAsync(call, request.Id);

    [DurableActivity]
    public Task EscalateApproval(ApprovalRequest request, ActivityContext call) => effects.RecordAsync(call, request.Id);
}
