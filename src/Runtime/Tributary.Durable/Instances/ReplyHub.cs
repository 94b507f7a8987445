using System.Collections.Concurrent;

namespace Tributary.Orchestrations;

/// <summary>
/// Brings answers to those who asked, in this process. Questions travel through the store and wait there like everything else; an answer is of
/// interest only as long as somebody waits, so it does not. Safe to use from any thread.
/// </summary>
internal sealed class ReplyHub
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<byte[]>> _waiting = new(StringComparer.Ordinal);

    /// <summary>Waits for the answer to a question that <paramref name="ask"/> asks.</summary>
    public async Task<byte[]> AskAsync(string id, Func<ValueTask> ask, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<byte[]>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting[id] = answer;
        try
        {
            await ask().ConfigureAwait(false);
            return await answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    public void Answer(string id, byte[]? answer, FailureDetails? failure)
    {
        if (!_waiting.TryRemove(id, out var waiting))
            return;
        if (failure is null)
            waiting.TrySetResult(answer ?? "null"u8.ToArray());
        else if (failure.Type == typeof(QueryFailedException).FullName)
            waiting.TrySetException(new QueryFailedException(failure.Message));
        else if (failure.Type == typeof(UpdateRefusedException).FullName)
            waiting.TrySetException(new UpdateRefusedException(failure.Message));
        else
            waiting.TrySetException(new UpdateFailedException(failure));
    }
}
