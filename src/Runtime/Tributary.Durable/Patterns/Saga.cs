using Tributary.Orchestrations;

namespace Tributary;

/// <summary>
/// What undoes the steps that were done, in reverse order, when a later one fails. Made by <see cref="OrchestrationContext.Saga{T}"/>.
/// </summary>
public sealed class Saga
{
    private readonly OrchestrationContext _context;
    private readonly ActivityRetry _retry;
    private readonly Stack<Func<Durable>> _compensations = new();

    internal Saga(OrchestrationContext context, ActivityRetry retry)
    {
        _context = context;
        _retry = retry;
    }

    /// <summary>Says how the step that was just done is undone.</summary>
    public void Compensate(Func<Durable> compensation) => _compensations.Push(compensation);

    /// <summary>Undoes everything, last step first. One that fails for good keeps no other from being run.</summary>
    /// <returns>What could not be undone, and why.</returns>
    internal async Durable<IReadOnlyList<Exception>> UndoAsync()
    {
        var failures = new List<Exception>();
        while (_compensations.TryPop(out var compensation))
        {
            try
            {
                await _context.Retry(_retry, compensation);
            }
            catch (Exception e) when (e is not OrchestrationControlException)
            {
                failures.Add(e);
            }
        }

        return failures;
    }
}

/// <summary>A step of a saga failed, and not everything that was done before could be undone.</summary>
public sealed class SagaFailedException : AggregateException
{
    internal SagaFailedException(Exception cause, IReadOnlyList<Exception> compensations)
        : base($"A step of the saga failed, and {compensations.Count} of its compensations failed too: {cause.Message}", [cause, .. compensations])
    {
        Cause = cause;
        Compensations = compensations;
    }

    /// <summary>Why the saga was undone.</summary>
    public Exception Cause { get; }

    /// <summary>Why what is still done could not be undone.</summary>
    public IReadOnlyList<Exception> Compensations { get; }
}
