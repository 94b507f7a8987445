using Tributary.Orchestrations;

namespace Tributary;

/// <summary>When a circuit breaker opens, and for how long.</summary>
public sealed record CircuitBreakerOptions
{
    /// <summary>So many failures in a row open it.</summary>
    public int FailureThreshold { get; init; } = 5;

    /// <summary>So long nobody is let through. Then one caller is, as a probe: its success closes the circuit, its failure opens it again.</summary>
    public TimeSpan OpenFor { get; init; } = TimeSpan.FromMinutes(1);
}

/// <summary>The circuit is open: the operation was not tried.</summary>
public sealed class CircuitOpenException(string name) : Exception($"Circuit '{name}' is open after repeated failures; the operation was not tried.")
{
    /// <summary>The name of the circuit.</summary>
    public string Name { get; } = name;
}

/// <summary>
/// A durable circuit breaker (Nygard, Release It!, chapter 5). Its state lies in the store under its name, so it opens for every instance;
/// asking and telling it are activities. Made by <see cref="OrchestrationContext.CircuitBreaker"/>.
/// </summary>
public readonly struct CircuitBreaker
{
    private readonly OrchestrationContext _context;
    private readonly string _name;
    private readonly CircuitBreakerOptions _options;

    internal CircuitBreaker(OrchestrationContext context, string name, CircuitBreakerOptions options)
    {
        _context = context;
        _name = name;
        _options = options;
    }

    /// <summary>Runs an operation through the circuit.</summary>
    /// <exception cref="CircuitOpenException">The circuit is open.</exception>
    public Durable<T> Run<T>(Func<Durable<T>> operation) => RunAsync(_context, _name, _options, operation);

    /// <inheritdoc cref="Run{T}(Func{Durable{T}})"/>
    public Durable Run(Func<Durable> operation) => RunAsync<Nothing>(_context, _name, _options, async () =>
    {
        await operation();
        return default;
    });

    private static async Durable<T> RunAsync<T>(OrchestrationContext context, string name, CircuitBreakerOptions options, Func<Durable<T>> operation)
    {
        var request = new BreakerRequest(name, options.FailureThreshold, options.OpenFor, false);
        var pass = await context.Activities.Call(BreakerActivities.Enter, request, null);
        if (pass == BreakerActivities.Refused)
            throw new CircuitOpenException(name);
        T result;
        try
        {
            result = await operation();
        }
        catch (Exception e) when (e is not (OrchestrationControlException or OperationCanceledException))
        {
            await context.Activities.Run(BreakerActivities.Report, request, null);
            throw;
        }

        await context.Activities.Run(BreakerActivities.Report, request with { Succeeded = true }, null);
        return result;
    }
}
