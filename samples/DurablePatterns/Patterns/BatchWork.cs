using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>State that survives continue-as-new: a long list of work, one batch for each execution.</summary>
public static class BatchWork
{
    // <state>
    [DurableOrchestration]
    public static async Durable<string> ProcessInBatches(OrchestrationContext ctx, Batches work)
    {
        var batch = Enumerable.Range(work.Processed, Math.Min(work.BatchSize, work.Total - work.Processed));
        var results = await ctx.WhenAll(batch.Select(number => ctx.Activities.ProcessNumber(number)));
        var sum = ctx.State.Get("sum", 0L) + results.Sum();
        ctx.State.Set("sum", sum);

        work = work with { Processed = work.Processed + results.Length };
        return work.Processed < work.Total
            ? await ctx.ContinueAs.ProcessInBatches(work)
            : $"Processed {work.Total} numbers, which are {sum} together";
    }
    // </state>
}

public sealed record Batches(int Total, int BatchSize, int Processed = 0);

public sealed class NumberActivities(Effects effects)
{
    [DurableActivity]
    public async Task<long> ProcessNumber(int number, ActivityContext call)
    {
        await effects.RecordAsync(call, $"{number}");
        return number;
    }
}
