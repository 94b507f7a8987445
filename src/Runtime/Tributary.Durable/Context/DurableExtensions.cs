namespace Tributary;

/// <summary>What can be done with operations.</summary>
public static class DurableExtensions
{
    /// <summary>The same operation with another result.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="map">Makes the new result of the old.</param>
    public static async Durable<TResult> Then<T, TResult>(this Durable<T> operation, Func<T, TResult> map) => map(await operation);

    /// <summary>The same operation with a result.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="result">Makes the result.</param>
    public static async Durable<TResult> Then<TResult>(this Durable operation, Func<TResult> result)
    {
        await operation;
        return result();
    }

    /// <summary>Gives the operation a time limit. When it is over, the operation is cancelled and this throws a <see cref="TimeoutException"/>.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="context">The context of the orchestration.</param>
    /// <param name="limit">The limit.</param>
    public static async Durable<T> Within<T>(this Durable<T> operation, OrchestrationContext context, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(context);
        var timer = context.CreateTimer(limit);
        if (await context.WhenAny(operation, timer) == timer)
            throw new TimeoutException($"The operation did not end within {limit}.");
        return await operation;
    }
}
