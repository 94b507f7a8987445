using Tributary.Store;
using Tributary.Telemetry;

namespace Tributary.Dispatch;

/// <summary>
/// Takes one lease to its end: runs the handler, commits, runs it again when the commit was refused, isolates the message that makes
/// it throw, and settles that one by the retry policy. Used for one lease at a time.
/// </summary>
internal sealed class TurnRunner(DispatchContext context, QueueBinding binding)
{
    private const int MaxReruns = 20;
    private const int RerunsWithoutPause = 3;
    private readonly TurnTelemetry _telemetry = new(binding.Queue);
    private Action<Exception>? _callbackFailed;

    /// <summary>Runs the turns of a lease.</summary>
    /// <param name="lease">The lease.</param>
    /// <param name="background">
    /// False in manual mode: nothing advances the clock meanwhile, so the lease goes back instead of waiting, and what the store throws
    /// unexpectedly reaches the caller.
    /// </param>
    /// <param name="stopping">Ends pauses.</param>
    /// <param name="aborting">Reaches the handler.</param>
    public async ValueTask RunAsync(Lease lease, bool background, CancellationToken stopping, CancellationToken aborting)
    {
        var messages = lease.Messages;
        var exhausted = FindExhausted(messages);
        Exception? givenUp = null;
        object? carry = null;
        var reruns = 0;
        var faults = 0;
        while (true)
        {
            TurnOutcome outcome;
            if (exhausted is not null)
            {
                outcome = await KillAsync(lease, exhausted, background).ConfigureAwait(false);
            }
            else if (givenUp is null)
            {
                var turn = new Turn(lease, messages, reruns) { Carry = carry };
                outcome = await HandleAsync(turn, background, aborting).ConfigureAwait(false);
                carry = turn.Carry;
            }
            else
            {
                outcome = await SettleAsync(lease, messages[0], givenUp, background).ConfigureAwait(false);
            }

            TimeSpan pause;
            switch (outcome.Kind)
            {
                case TurnOutcomeKind.Committed:
                    context.StoreWorks();
                    return;

                case TurnOutcomeKind.Refused when outcome.Result.Conflict == ConflictKind.Lease:
                    Log.LeaseLost(context.Logger, lease.Address);
                    return;

                case TurnOutcomeKind.Refused when ++reruns < MaxReruns:
                    _telemetry.Rerun();
                    pause = background && reruns > RerunsWithoutPause ? context.PauseAfterRefusal(reruns - RerunsWithoutPause) : TimeSpan.Zero;
                    break;

                case TurnOutcomeKind.Refused:
                    (messages, givenUp) = Isolate(messages, new TurnRefusedException(reruns, outcome.Result));
                    reruns = 0;
                    continue;

                case TurnOutcomeKind.Failed:
                    (messages, givenUp) = Isolate(messages, outcome.Error!);
                    reruns = 0;
                    continue;

                case TurnOutcomeKind.StoreFault:
                    context.StoreFailed(binding.Queue, outcome.Error!);
                    pause = context.PauseAfterFault(++faults);
                    if (background)
                        break;
                    await GiveBackAsync(lease, pause).ConfigureAwait(false);
                    return;

                default:
                    await GiveBackAsync(lease, TimeSpan.Zero).ConfigureAwait(false);
                    return;
            }

            if (pause > TimeSpan.Zero && !await PauseAsync(pause, stopping).ConfigureAwait(false))
            {
                await GiveBackAsync(lease, TimeSpan.Zero).ConfigureAwait(false);
                return;
            }
        }
    }

    /// <summary>Gives a lease back with nothing handled. When the store cannot even do that, the lease runs out by itself.</summary>
    public async ValueTask GiveBackAsync(Lease lease, TimeSpan delay)
    {
        try
        {
            await context.Store.AbandonAsync(lease.Token, delay, CancellationToken.None).ConfigureAwait(false);
        }
        catch (FlowStoreException e)
        {
            Log.GiveBackFailed(context.Logger, lease.Address, e);
        }
    }

    private async ValueTask<TurnOutcome> HandleAsync(Turn turn, bool background, CancellationToken aborting)
    {
        using var span = _telemetry.Start(turn, context.Clock);
        var outcome = default(TurnOutcome);
        try
        {
            await binding.Handler.RunAsync(turn, aborting).ConfigureAwait(false);
            if (turn.Commit.Settlements.Count == 0)
                throw new InvalidOperationException($"The handler of queue '{binding.Queue}' settled none of its {turn.Messages.Count} messages.");
        }
        catch (OperationCanceledException) when (aborting.IsCancellationRequested)
        {
            outcome = TurnOutcome.Cancelled;
        }
        catch (FlowStoreException e) when (e.Fault is FlowStoreFault.Medium or FlowStoreFault.Locked or FlowStoreFault.Closed)
        {
            outcome = TurnOutcome.OfStoreFault(e);
        }
        catch (Exception e) when (!Fatal.Is(e))
        {
            outcome = TurnOutcome.OfFailure(e);
        }

        if (outcome.Kind == TurnOutcomeKind.Handled)
            outcome = await CommitAsync(turn.Commit, background).ConfigureAwait(false);
        span.Ended(outcome);
        if (outcome.Kind == TurnOutcomeKind.Committed)
            turn.Committed(outcome.Result, _callbackFailed ??= CallbackFailed);
        return outcome;
    }

    private async ValueTask<TurnOutcome> SettleAsync(Lease lease, StoredMessage message, Exception failure, bool background)
    {
        var commit = new Commit().Under(lease.Token);
        var now = context.Clock.GetUtcNow();
        if (message.Attempts < binding.Retry.MaxAttempts)
        {
            var delay = binding.Retry.DelayAfter(message.Attempts, context.Chance);
            commit.Retry(message.Id, now + delay, FailureHistory.Add(message, failure, now));
            Log.TurnFailed(context.Logger, lease.Address, message.Id, message.Attempts, delay, failure);
        }
        else
        {
            commit.Kill(message.Id, DeadLetterReasons.RetriesExhausted, FailureHistory.Close(message, failure, now));
            Log.DeadLettered(context.Logger, lease.Address, message.Id, message.Attempts, failure);
        }

        return await CommitSettlementAsync(commit, background).ConfigureAwait(false);
    }

    /// <summary>Gives up a message whose attempts are used up and whose last one had no outcome, without handling it; the others wait.</summary>
    private ValueTask<TurnOutcome> KillAsync(Lease lease, StoredMessage message, bool background)
    {
        Log.AttemptsUsedUp(context.Logger, lease.Address, message.Id, binding.Retry.MaxAttempts);
        return CommitSettlementAsync(
            new Commit().Under(lease.Token).Kill(message.Id, DeadLetterReasons.ProcessDied, FailureHistory.Close(message, binding.Retry.MaxAttempts)), background);
    }

    private async ValueTask<TurnOutcome> CommitSettlementAsync(Commit commit, bool background)
    {
        var outcome = await CommitAsync(commit, background).ConfigureAwait(false);
        // Nothing of the handler is in this commit, so only the store can be at fault.
        return outcome.Kind == TurnOutcomeKind.Failed ? TurnOutcome.OfStoreFault(outcome.Error!) : outcome;
    }

    private async ValueTask<TurnOutcome> CommitAsync(Commit commit, bool background)
    {
        try
        {
            var outcome = TurnOutcome.Of(await context.Store.CommitAsync(commit, CancellationToken.None).ConfigureAwait(false));
            if (outcome.Kind == TurnOutcomeKind.Committed)
            {
                _telemetry.DeadLetters(commit);
                ReleaseGate(commit);
            }

            return outcome;
        }
        catch (FlowStoreException e)
        {
            return TurnOutcome.OfStoreFault(e);
        }
        catch (Exception e) when (background && !Fatal.Is(e))
        {
            return TurnOutcome.OfFailure(e);
        }
    }

    private void ReleaseGate(Commit commit)
    {
        if (binding.Gate is not { } gate)
            return;
        var left = 0;
        foreach (var settlement in commit.Settlements)
        {
            if (settlement.Kind != SettlementKind.Retry)
                left++;
        }

        gate.Release(left);
    }

    private StoredMessage? FindExhausted(IReadOnlyList<StoredMessage> messages)
    {
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i].Attempts > binding.Retry.MaxAttempts)
                return messages[i];
        }

        return null;
    }

    // Halving finds one bad message among n in log n runs; those left out stay in the partition, in their order and uncounted.
    private static (IReadOnlyList<StoredMessage> Messages, Exception? GivenUp) Isolate(IReadOnlyList<StoredMessage> messages, Exception failure) =>
        messages.Count == 1 ? (messages, failure) : ([.. messages.Take(messages.Count / 2)], null);

    private async ValueTask<bool> PauseAsync(TimeSpan pause, CancellationToken stopping)
    {
        try
        {
            await Task.Delay(pause, context.Clock, stopping).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void CallbackFailed(Exception e)
    {
        _telemetry.CallbackFailed();
        Log.CallbackFailed(context.Logger, binding.Queue, e);
    }
}
