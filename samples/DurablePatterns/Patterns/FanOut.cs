using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>Fan-out and fan-in: many things at the same time, and then what came of them.</summary>
public static class FanOut
{
    // <fan-out>
    [DurableOrchestration]
    public static async Durable<BatchReport> ProcessBatch(OrchestrationContext ctx, List<string> items)
    {
        var done = await ctx.WhenAll(items.Select(async Durable<bool> (item) =>
        {
            try
            {
                await ctx.Activities.ProcessItem(item);
                return true;
            }
            catch (ActivityFailedException)
            {
                return false;
            }
        }));
        return new BatchReport(Successful: done.Count(ok => ok), Failed: done.Count(ok => !ok));
    }
    // </fan-out>

    // <dynamic-fan-out>
    [DurableOrchestration]
    public static async Durable<string> ProcessTasks(OrchestrationContext ctx, string job)
    {
        var count = await ctx.Activities.CountTasks(job);
        var results = await ctx.WhenAll(Enumerable.Range(0, count).Select(i => ctx.Activities.ProcessTask(job, i)));
        return $"Completed {results.Length} tasks";
    }
    // </dynamic-fan-out>
}

public sealed record BatchReport(int Successful, int Failed);

public sealed class BatchActivities(Effects effects)
{
    /// <summary>What ends like this cannot be processed.</summary>
    public const string Bad = "/bad";

    [DurableActivity]
    public Task ProcessItem(string item, ActivityContext call) => item.EndsWith(Bad, StringComparison.Ordinal)
        ? throw new InvalidDataException($"Item {item} cannot be processed.")
        : effects.RecordAsync(call, item);

    /// <summary>Known at run time only.</summary>
    [DurableActivity]
    public static int CountTasks(string job) => 3 + job.Length % 5 + job[^1] % 7;

    [DurableActivity]
    public async Task<string> ProcessTask(string job, int task, ActivityContext call)
    {
        await effects.RecordAsync(call, $"{job}/{task}");
        return $"task {task}";
    }
}
