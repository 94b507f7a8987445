using Tributary.Orchestrations;

namespace Tributary;

public sealed partial class OrchestrationContext
{
    /// <summary>
    /// Waits until all operations have ended. When some have failed, it fails with the failure of the first of them in this order, but not
    /// before all have ended.
    /// </summary>
    public Durable<T[]> WhenAll<T>(params IEnumerable<Durable<T>> operations)
    {
        Execution.EnsureCurrent();
        return new AllOperation<T>([.. operations]);
    }

    /// <inheritdoc cref="WhenAll{T}(IEnumerable{Durable{T}})"/>
    public Durable WhenAll(params IEnumerable<Durable> operations)
    {
        Execution.EnsureCurrent();
        return new AllOperation([.. operations]);
    }

    /// <summary>
    /// Waits until one operation has ended, and returns that one. The others are cancelled: their activities, timers and children are given
    /// up, which the history tells.
    /// </summary>
    /// <exception cref="ArgumentException">There is no operation to wait for.</exception>
    public Durable<Durable> WhenAny(params IEnumerable<Durable> operations)
    {
        Execution.EnsureCurrent();
        return new AnyOperation<Durable>([.. operations]);
    }

    /// <inheritdoc cref="WhenAny(IEnumerable{Durable})"/>
    public Durable<Durable<T>> WhenAny<T>(params IEnumerable<Durable<T>> operations)
    {
        Execution.EnsureCurrent();
        return new AnyOperation<Durable<T>>([.. operations]);
    }

    /// <summary>
    /// The result of whichever operation ends first; the others are cancelled. Together with <see cref="DurableExtensions.Then{T, TResult}"/> this
    /// selects by type: <c>await ctx.First(approval.Then(a => a.Yes), timer.Then(() => false))</c>.
    /// </summary>
    public async Durable<T> First<T>(params IEnumerable<Durable<T>> operations) => await await WhenAny(operations);
}
