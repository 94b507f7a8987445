using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>Monitor: looks after something again and again, with a history that does not grow.</summary>
public static class Monitors
{
    private static readonly TimeSpan s_interval = TimeSpan.FromMilliseconds(300);

    // <monitor>
    [DurableOrchestration]
    public static async Durable<string> MonitorService(OrchestrationContext ctx, Watch watch)
    {
        var status = await ctx.Activities.CheckServiceHealth(watch.Endpoint, watch.Checks);
        if (status != watch.Status)
            await ctx.Activities.SendAlert($"{watch.Endpoint} is {status} since check {watch.Checks}");

        await ctx.CreateTimer(s_interval);
        watch = watch with { Checks = watch.Checks + 1, Status = status };
        return ctx.UtcNow < watch.Until
            ? await ctx.ContinueAs.MonitorService(watch)
            : $"Monitoring complete after {watch.Checks} checks";
    }
    // </monitor>
}

public sealed record Watch(string Endpoint, DateTimeOffset Until, int Checks = 0, string Status = "unknown");

public sealed class MonitorActivities(Effects effects)
{
    [DurableActivity]
    public async Task<string> CheckServiceHealth(string endpoint, int check, ActivityContext call)
    {
        await effects.RecordAsync(call, $"{endpoint}/{check}");
        return Health(check);
    }

    [DurableActivity]
    public Task SendAlert(string text, ActivityContext call) => effects.RecordAsync(call, text);

    /// <summary>Up and down in turns, two checks each.</summary>
    internal static string Health(int check) => check / 2 % 2 == 0 ? "up" : "down";
}
