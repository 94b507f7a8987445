using Tributary.Codec;

namespace Tributary;

/// <summary>One instance of a known orchestration, seen from outside. Safe to use from any thread.</summary>
/// <typeparam name="TResult">The result of the orchestration.</typeparam>
public sealed class OrchestrationHandle<TResult> : InstanceHandle
{
    private readonly Codec<TResult> _result;

    internal OrchestrationHandle(DurableClient client, string instanceId, Codec<TResult> result)
        : base(client, instanceId) => _result = result;

    /// <summary>Waits for its result.</summary>
    /// <exception cref="OrchestrationFailedException">It failed, was cancelled, or was terminated.</exception>
    public async Task<TResult> WaitAsync(CancellationToken cancellationToken = default)
    {
        var info = await WaitForEndAsync(cancellationToken).ConfigureAwait(false);
        if (info.Status != InstanceStatus.Completed)
            throw new OrchestrationFailedException(InstanceId, info.Status, info.Failure ?? FailureDetails.Of("Tributary.Unknown", ""));
        return _result.Decode(info.Result.Span);
    }
}
