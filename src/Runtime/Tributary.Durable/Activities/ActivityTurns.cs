using Microsoft.Extensions.DependencyInjection;
using Tributary.Codec;
using Tributary.Dispatch;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>
/// Runs the calls of one activity. A call is a message that is consumed in the commit that sends its completion, so its result is recorded
/// once; a failed attempt leaves the message to be tried again, which costs no turn of the instance.
/// </summary>
internal sealed class ActivityTurns<TInput, TResult>(
    ActivityDescriptor<TInput, TResult> activity, ActivityBody<TInput, TResult> body, FlowServices services, string worker, IServiceScopeFactory scopes) : ITurnHandler
{
    /// <summary>So many attempts may end with their process, beyond those that the retry policy allows, before the call is given up.</summary>
    private const int CrashesForgiven = 5;

    public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
    {
        // What had its effect must not have it again because the commit was refused.
        var outcomes = turn.Carry as Dictionary<long, Outcome> ?? [];
        turn.Carry = outcomes;
        foreach (var message in turn.Messages)
        {
            ActivityWork work;
            ActivityOptions? options;
            try
            {
                work = ActivityWork.Decode(message.Body);
                options = work.Options.IsEmpty ? null : ActivityOptionsCodec.Decode(work.Options);
            }
            catch (CodecException e)
            {
                turn.Commit.Kill(message.Id, "UNDECODABLE", e.Message);
                continue;
            }

            var retry = options?.Retry ?? activity.Settings.Retry;
            if (message.Attempts - CrashesForgiven > retry.MaxAttempts)
            {
                Settle(turn.Commit, message, work, Died(message));
                await ActivityContext.ForgetAsync(turn.Commit, services.Store, turn.Address.Partition, cancellationToken).ConfigureAwait(false);
                continue;
            }

            if (!outcomes.TryGetValue(message.Id, out var outcome))
                outcomes[message.Id] = outcome = await AttemptAsync(turn.Address.Partition, message, work, options, cancellationToken).ConfigureAwait(false);
            await SettleAsync(turn.Commit, message, work, retry, outcome).ConfigureAwait(false);
        }
    }

    private async ValueTask<Outcome> AttemptAsync(
        string call, StoredMessage message, ActivityWork work, ActivityOptions? options, CancellationToken stopping)
    {
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var context = new ActivityContext(
            activity.Name, worker, work.Instance, call, message.Attempts, services.Store, services.Settings.Values, services.Clock, cancellation.Token);
        var started = services.Clock.GetTimestamp();
        services.Activities.Add(call, cancellation);
        var scope = scopes.CreateAsyncScope();
        using var span = DurableSpans.Attempt(activity.Name, message, work.Instance);
        try
        {
            var input = activity.Input.Decode(work.Input.Span);
            var limit = options?.Timeout ?? activity.Settings.Timeout;
            var result = limit is null && activity.Settings.HeartbeatTimeout is null
                ? await body(scope.ServiceProvider, input, context).ConfigureAwait(false)
                : await AttemptWatch.RunAsync(
                    activity.Name, body(scope.ServiceProvider, input, context).AsTask(), context, limit, activity.Settings.HeartbeatTimeout, services, cancellation).ConfigureAwait(false);
            var encoded = activity.Result.Encode(result);
            services.Settings.CheckSize($"The result of activity {activity.Name}", encoded.Length);
            return new Outcome(context, encoded, null) { TraceParent = span?.Id };
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException) when (services.Activities.IsGivenUp(call))
        {
            // Nobody waits for this call any more and it has obeyed: there is nothing to try again and nobody to tell.
            return new Outcome(context, null, null) { IsGivenUp = true };
        }
        catch (Exception e) when (e is not (OutOfMemoryException or FlowStoreException { Fault: FlowStoreFault.Medium or FlowStoreFault.Locked or FlowStoreFault.Closed }))
        {
            DurableTelemetry.ActivityFailures.Add(1, new KeyValuePair<string, object?>(DurableTelemetry.Tags.Activity, activity.Name));
            DurableSpans.Failed(span, e);
            return new Outcome(context, null, e) { TraceParent = span?.Id };
        }
        finally
        {
            services.Activities.Remove(call);
            DurableTelemetry.ActivityDuration.Record(
                services.Clock.GetElapsedTime(started).TotalSeconds, new KeyValuePair<string, object?>(DurableTelemetry.Tags.Activity, activity.Name));
            await scope.DisposeAsync().ConfigureAwait(false);
        }
    }

    private FailureDetails Died(StoredMessage message) => FailureDetails.Of(
        "Tributary.ProcessDied", $"The process died during {message.Attempts - 1} attempts of activity {activity.Name}. {message.LastError}");

    private void Settle(Commit commit, StoredMessage message, ActivityWork work, FailureDetails failure)
    {
        commit.Consume(message.Id);
        commit.Send(Messages.To(work.ReplyTo, work.Instance, new HistoryEvent(HistoryEventKind.ActivityFailed)
        {
            Id = work.Id,
            Execution = work.Execution,
            Name = activity.Name,
            Failure = failure,
        }));
    }

    private async ValueTask SettleAsync(Commit commit, StoredMessage message, ActivityWork work, ActivityRetry retry, Outcome outcome)
    {
        if (outcome.IsGivenUp)
        {
            commit.Consume(message.Id);
            await outcome.Context.ForgetAsync(commit).ConfigureAwait(false);
            return;
        }

        var completion = new HistoryEvent(HistoryEventKind.ActivityCompleted) { Id = work.Id, Execution = work.Execution, Name = activity.Name };
        if (outcome.Error is { } error)
        {
            var failure = FailureDetails.From(error);
            var now = services.Clock.GetUtcNow();
            var delay = retry.DelayAfter(message.Attempts, services.Chance.NextDouble());
            if (MayRetry(error, failure, retry, message, now + delay))
            {
                Log.ActivityRetried(services.Logger, activity.Name, message.Address.Partition, message.Attempts, delay, error);
                commit.Retry(message.Id, now + delay, error.Message);
                return;
            }

            Log.ActivityFailed(services.Logger, activity.Name, message.Address.Partition, message.Attempts, error);
            completion = completion with { Kind = HistoryEventKind.ActivityFailed, Failure = failure };
        }

        commit.Consume(message.Id);
        var reply = Messages.To(work.ReplyTo, work.Instance, completion with { Payload = outcome.Result });
        commit.Send(reply with { TraceParent = outcome.TraceParent ?? reply.TraceParent });
        await outcome.Context.ForgetAsync(commit).ConfigureAwait(false);
    }

    /// <summary>What another attempt cannot change is not attempted again: a payload that cannot be read or written, or that is too large.</summary>
    private static bool MayRetry(Exception error, FailureDetails failure, ActivityRetry retry, StoredMessage message, DateTimeOffset next) =>
        error is not (CodecException or PayloadTooLargeException)
        && message.Attempts < retry.MaxAttempts
        && !retry.NonRetryable.Any(failure.Is)
        && (retry.TotalTimeout is not { } total || next - message.EnqueuedAt <= total);

    private sealed record Outcome(ActivityContext Context, byte[]? Result, Exception? Error)
    {
        public bool IsGivenUp { get; init; }

        /// <summary>The span of the attempt, which has ended when the outcome is sent.</summary>
        public string? TraceParent { get; init; }
    }
}
