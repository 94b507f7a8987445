using Tributary.Orchestrations;

namespace Tributary;

public sealed partial class OrchestrationContext
{
    private static readonly ActivityRetry s_compensationRetry = new() { MaxAttempts = 5 };

    /// <summary>
    /// Runs steps that are undone together. When the body throws, or is cancelled, the compensations that it has registered run in reverse order, each
    /// of them tried several times; then its exception goes on, as a <see cref="SagaFailedException"/> when not everything could be undone.
    /// </summary>
    /// <param name="body">The steps.</param>
    /// <param name="compensationRetry">How a failing compensation is tried again; five attempts with growing delays when null.</param>
    public async Durable<T> Saga<T>(Func<Saga, Durable<T>> body, ActivityRetry? compensationRetry = null)
    {
        ArgumentNullException.ThrowIfNull(body);
        var saga = new Saga(this, compensationRetry ?? s_compensationRetry);
        Exception cause;
        try
        {
            return await body(saga);
        }
        catch (Exception e) when (e is not OrchestrationControlException)
        {
            cause = e;
        }

        var failures = await saga.UndoAsync();
        if (failures.Count > 0)
            throw new SagaFailedException(cause, failures);
        System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(cause);
        throw cause;
    }

    /// <inheritdoc cref="Saga{T}(Func{Tributary.Saga, Durable{T}}, ActivityRetry?)"/>
    public async Durable Saga(Func<Saga, Durable> body, ActivityRetry? compensationRetry = null) =>
        await Saga<Nothing>(async saga =>
        {
            await body(saga);
            return default;
        }, compensationRetry);

    /// <summary>
    /// Tries something again until it succeeds or the policy gives up; then its last exception goes on. Each delay is a durable timer. A single
    /// activity is better given a <see cref="RetryAttribute"/>, which costs the history nothing.
    /// </summary>
    public async Durable<T> Retry<T>(ActivityRetry policy, Func<Durable<T>> attempt)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(attempt);
        var started = UtcNow;
        for (var number = 1; ; number++)
        {
            TimeSpan delay;
            try
            {
                return await attempt();
            }
            catch (Exception e) when (e is not (OrchestrationControlException or OperationCanceledException) && number < policy.MaxAttempts && !Excludes(policy, e))
            {
                delay = policy.DelayAfter(number, Random.NextDouble());
                if (UtcNow + delay - started > policy.TotalTimeout)
                    throw;
            }

            await CreateTimer(delay);
        }
    }

    /// <inheritdoc cref="Retry{T}(ActivityRetry, Func{Durable{T}})"/>
    public async Durable Retry(ActivityRetry policy, Func<Durable> attempt) =>
        await Retry<Nothing>(policy, async () =>
        {
            await attempt();
            return default;
        });

    /// <summary>
    /// A circuit breaker that all instances of all hosts on one store share under its name, so that what keeps failing is left alone for a while.
    /// </summary>
    /// <param name="name">The name, usually of the system behind it.</param>
    /// <param name="options">When it opens and for how long; five failures and one minute when null.</param>
    public CircuitBreaker CircuitBreaker(string name, CircuitBreakerOptions? options = null) => new(this, name, options ?? new CircuitBreakerOptions());

    /// <summary>
    /// Picks a worker for calls that must run in one place, because one leaves behind there what the next needs: whichever answers first.
    /// <c>ctx.Activities.Convert(file, options: new() { Worker = worker })</c> runs there.
    /// </summary>
    /// <returns>The name of the worker.</returns>
    public Durable<string> ChooseWorker() => Execution.CallActivity(WorkerActivities.Choose, default, null);

    private static bool Excludes(ActivityRetry policy, Exception e)
    {
        var failure = e is DurableFailureException known ? known.Failure : FailureDetails.From(e);
        return policy.NonRetryable.Any(failure.Is);
    }
}
