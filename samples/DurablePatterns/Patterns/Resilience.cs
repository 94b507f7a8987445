using DurablePatterns.World;
using Tributary;

namespace DurablePatterns.Patterns;

/// <summary>Retry, and a circuit breaker that all instances share.</summary>
public static class Resilience
{
    // <retry>
    [DurableOrchestration]
    public static async Durable<string> CallUnreliable(OrchestrationContext ctx, string input) => await ctx.Activities.UnreliableActivity(input);
    // </retry>

    // <circuit-breaker>
    private static readonly CircuitBreakerOptions s_circuit = new() { FailureThreshold = 3, OpenFor = TimeSpan.FromMilliseconds(500) };
    private static readonly ActivityRetry s_patient = new() { MaxAttempts = 1_000, FirstDelay = s_circuit.OpenFor, Backoff = Backoff.Fixed };

    [DurableOrchestration]
    public static async Durable<string> CallProtected(OrchestrationContext ctx, string request) =>
        await ctx.Retry(s_patient, () => ctx.CircuitBreaker("gateway", s_circuit).Run(() => ctx.Activities.ProtectedOperation(request)));
    // </circuit-breaker>
}

public sealed class UnreliableActivities(Effects effects)
{
    // <retry-activity>
    [DurableActivity, Retry(MaxAttempts = 20, FirstDelay = "00:00:00.100", MaxDelay = "00:00:01")]
    public async Task<string> UnreliableActivity(string input, ActivityContext call)
    {
        if (await effects.CountAsync(call.IdempotencyKey) <= 2)
            throw new IOException("The line is bad.");
        await effects.RecordAsync(call, input);
        return $"{input} has arrived";
    }
    // </retry-activity>

    /// <summary>Of 40 calls in a row the first five fail, whoever calls.</summary>
    [DurableActivity]
    public async Task<string> ProtectedOperation(string request, ActivityContext call)
    {
        if (await effects.CountAsync("gateway") % 40 is > 0 and <= 5)
            throw new IOException("The gateway is down.");
        await effects.RecordAsync(call, request);
        return $"{request} is done";
    }
}
