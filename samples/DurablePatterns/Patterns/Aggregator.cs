using DurablePatterns.World;
using Microsoft.Extensions.Logging;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>Aggregator: asks several sources, each with its own time limit, and goes on with those that have answered.</summary>
public static class Aggregator
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMilliseconds(500);

    // <aggregator>
    [DurableOrchestration]
    public static async Durable<string> CollectData(OrchestrationContext ctx, List<string> sources)
    {
        var answers = await ctx.WhenAll(sources.Select(async Durable<string?> (source) =>
        {
            try
            {
                return await ctx.Activities.FetchData(source).Within(ctx, s_limit);
            }
            catch (Exception e) when (e is TimeoutException or ActivityFailedException)
            {
                ctx.Logger.LogInformation("No data from {Source}: {Reason}", source, e.Message);
                return null;
            }
        }));
        List<string> data = [.. answers.OfType<string>()];
        return data.Count > 0 ? await ctx.Activities.AggregateData(data) : throw new InvalidDataException("No source has answered.");
    }
    // </aggregator>
}

public sealed class AggregatorActivities(Effects effects, TimeProvider clock)
{
    public const string Slow = "/slow";
    public const string Broken = "/broken";

    [DurableActivity(MaxConcurrency = 1_000)]
    public async Task<string> FetchData(string source, CancellationToken cancellationToken)
    {
        if (source.EndsWith(Broken, StringComparison.Ordinal))
            throw new IOException($"{source} does not answer.");
        if (source.EndsWith(Slow, StringComparison.Ordinal))
            await Task.Delay(TimeSpan.FromSeconds(1), clock, cancellationToken);
        return $"data of {source}";
    }

    [DurableActivity]
    public async Task<string> AggregateData(List<string> data, ActivityContext call)
    {
        var result = string.Join(", ", data);
        await effects.RecordAsync(call, result);
        return result;
    }
}
