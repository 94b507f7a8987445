namespace Tributary;

/// <summary>A part of a central run that may be given up: its steps throw from then on.</summary>
internal sealed class Block(Block? outer) : IDisposable
{
    private readonly CancellationTokenSource _givenUp = new();
    private bool _isGivenUp;

    /// <summary>A body without a result, as one with a result that nobody looks at.</summary>
    public static Func<Task<bool>> WithoutResult(Func<Task> body) => async () =>
    {
        await body().ConfigureAwait(false);
        return true;
    };

    /// <summary>Runs a body as this block.</summary>
    public async Task<T> Run<T>(AsyncLocal<Block?> current, Func<Task<T>> body)
    {
        // An async method has a flow of its own: the caller's block is the same as before when this returns.
        current.Value = this;
        return await body().ConfigureAwait(false);
    }

    /// <summary>Whether a run ends before its time; if not, it is given up.</summary>
    public async Task<bool> EndsBefore(Task run, TimeSpan limit, TimeProvider time)
    {
        var inTime = await Task.WhenAny(run, Task.Delay(limit, time, _givenUp.Token)).ConfigureAwait(false) == run;
        Volatile.Write(ref _isGivenUp, !inTime);
        await _givenUp.CancelAsync().ConfigureAwait(false);
        return inTime;
    }

    /// <summary>Ends the step of a block that was given up.</summary>
    /// <exception cref="OperationCanceledException">The block, or one around it, was given up.</exception>
    public void ThrowIfGivenUp()
    {
        // The source may be disposed by now: what was given up may come to its next step much later.
        if (Volatile.Read(ref _isGivenUp))
            throw new OperationCanceledException("The part was given up.");
        outer?.ThrowIfGivenUp();
    }

    public void Dispose() => _givenUp.Dispose();
}
