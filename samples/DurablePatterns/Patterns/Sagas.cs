using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>Saga: steps that are undone in reverse order when a later one fails.</summary>
public static class Sagas
{
    // <saga>
    [DurableOrchestration]
    public static async Durable<string> CreateLinkedResources(OrchestrationContext ctx, string name) => await ctx.Saga(async saga =>
    {
        var a = await ctx.Activities.CreateResourceA(name);
        saga.Compensate(() => ctx.Activities.DeleteResource(a));
        var b = await ctx.Activities.CreateResourceB(a);
        saga.Compensate(() => ctx.Activities.DeleteResource(b));
        var link = await ctx.Activities.LinkResources(a, b);
        return $"Transaction complete: {link}";
    });
    // </saga>
}

public sealed class ResourceActivities(Effects effects)
{
    /// <summary>Resources whose name ends like this cannot be linked.</summary>
    public const string Unlinkable = "-unlinkable";

    [DurableActivity]
    public Task<string> CreateResourceA(string name, ActivityContext call) => CreateAsync($"a of {name}", call);

    [DurableActivity]
    public Task<string> CreateResourceB(string a, ActivityContext call) => CreateAsync($"b of {a}", call);

    [DurableActivity]
    public Task<string> LinkResources(string a, string b, ActivityContext call) => a.EndsWith(Unlinkable, StringComparison.Ordinal)
        ? throw new InvalidOperationException($"{a} and {b} cannot be linked.")
        : CreateAsync($"{a} + {b}", call);

    [DurableActivity]
    public Task DeleteResource(string resource, ActivityContext call) => effects.RecordAsync(call, resource);

    private async Task<string> CreateAsync(string resource, ActivityContext call)
    {
        await effects.RecordAsync(call, resource);
        return resource;
    }
}
