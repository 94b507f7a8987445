namespace Tributary.Cli.Tests;

[DurableEvent]
public sealed record Approval(bool Yes);

/// <summary>The orchestrations of the host that the tool looks after.</summary>
public static class Flows
{
    /// <summary>Waits for an approval, and calls a child and an activity.</summary>
    [DurableOrchestration]
    public static async Durable<string> Approve(OrchestrationContext ctx, string what)
    {
        var approval = await ctx.WaitForEvent<Approval>();
        if (!approval.Yes)
            throw new InvalidOperationException($"{what} was refused.");
        var child = await ctx.Orchestrations.Shout(what);
        return child + "!";
    }

    [DurableOrchestration]
    public static async Durable<string> Shout(OrchestrationContext ctx, string what) => await ctx.Activities.Upper(what);

    /// <summary>Fails as often as its activity does.</summary>
    [DurableOrchestration]
    public static async Durable<string> Fragile(OrchestrationContext ctx, string file) => await ctx.Activities.ReadIt(file);

    [DurableActivity]
    public static string Upper(string what) => what.ToUpperInvariant();

    [DurableActivity, Retry(MaxAttempts = 1)]
    public static string ReadIt(string file) => File.ReadAllText(file);
}
