namespace Tributary.Orchestrations;

/// <summary>Completes when all of its branches have.</summary>
internal sealed class AllOperation<T> : Durable<T[]>, IContinuation
{
    private readonly Durable<T>[] _branches;
    private int _open;

    public AllOperation(Durable<T>[] branches)
    {
        _branches = branches;
        _open = branches.Length;
        if (_open == 0)
            SetResult([]);
        foreach (var branch in branches)
            branch.Subscribe(this);
    }

    public void Run()
    {
        if (--_open > 0 || IsCompleted)
            return;
        foreach (var branch in _branches)
        {
            if (branch.Error is { } error)
            {
                SetException(error);
                return;
            }
        }

        try
        {
            SetResult(Array.ConvertAll(_branches, static branch => branch.GetResult()));
        }
        catch (Codec.CodecException e)
        {
            SetException(e);
        }
    }

    internal override void Cancel()
    {
        foreach (var branch in _branches)
            branch.Cancel();
    }
}

/// <summary>Completes when all of its branches have, without a result.</summary>
internal sealed class AllOperation : Durable, IContinuation
{
    private readonly Durable[] _branches;
    private int _open;

    public AllOperation(Durable[] branches)
    {
        _branches = branches;
        _open = branches.Length;
        if (_open == 0)
            SetCompleted();
        foreach (var branch in branches)
            branch.Subscribe(this);
    }

    public void Run()
    {
        if (--_open > 0)
            return;
        if (Array.Find(_branches, static branch => branch.IsFaulted) is { } failed)
            SetException(failed.Error!);
        else
            SetCompleted();
    }

    internal override void Cancel()
    {
        foreach (var branch in _branches)
            branch.Cancel();
    }
}

/// <summary>Completes with the first of its branches that ends, and cancels the others.</summary>
internal sealed class AnyOperation<TBranch> : Durable<TBranch>, IContinuation
    where TBranch : Durable
{
    private readonly TBranch[] _branches;
    private bool _cancelled;

    public AnyOperation(TBranch[] branches)
    {
        if (branches.Length == 0)
            throw new ArgumentException("There is no operation to wait for.", nameof(branches));
        _branches = branches;
        foreach (var branch in branches)
            branch.Subscribe(this);
    }

    public void Run()
    {
        if (IsCompleted)
            return;
        var winner = Array.Find(_branches, static branch => branch.IsCompleted)!;
        // A branch that was cancelled together with everything else has not won: who waits is cancelled, too.
        if (winner.Error is OperationCanceledException cancelled && (_cancelled || Execution.Current.IsCancelRequested))
            SetException(cancelled);
        else
            SetResult(winner);
        foreach (var branch in _branches)
        {
            if (branch != winner)
                branch.Cancel();
        }
    }

    internal override void Cancel()
    {
        _cancelled = true;
        foreach (var branch in _branches)
            branch.Cancel();
    }
}
