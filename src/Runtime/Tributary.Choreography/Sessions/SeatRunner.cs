using System.Diagnostics;

namespace Tributary.Choreographies;

/// <summary>Runs an endpoint at its place, from the moment when all have joined to its end or that of the session.</summary>
internal static class SeatRunner
{
    /// <summary>Runs an endpoint.</summary>
    /// <param name="seat">Its place.</param>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="patience">How long a local action is waited for after the session was aborted.</param>
    /// <param name="cancellationToken">Cancels the role.</param>
    public static async Task<TResult> RunAsync<TResult>(Seat seat, Endpoint<TResult> endpoint, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var activity = StartActivity(seat);
        try
        {
            using var cancelled = cancellationToken.UnsafeRegister(
                static state => _ = ((Seat)state!).Session.Fail((Seat)state, AbortCause.Cancelled, null), seat);
            return await PlayAsync(seat, endpoint, patience).ConfigureAwait(false);
        }
        catch (SessionAbortedException e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Message).SetTag(ChoreographyTelemetry.Tags.ErrorType, e.Cause.ToString());
            throw;
        }
    }

    private static async Task<TResult> PlayAsync<TResult>(Seat seat, Endpoint<TResult> endpoint, TimeSpan patience)
    {
        var session = seat.Session;
        await Task.WhenAny(session.Started, session.Aborted).ConfigureAwait(false);
        if (session.End is not null)
            throw session.AbortException(null);

        var part = RunPartAsync(seat, endpoint);
        if (!part.IsCompleted && await Task.WhenAny(part, session.Aborted).ConfigureAwait(false) != part)
            await LeaveAsync(seat, part, patience).ConfigureAwait(false);
        return await part.ConfigureAwait(false);
    }

    private static async Task<TResult> RunPartAsync<TResult>(Seat seat, Endpoint<TResult> endpoint)
    {
        var session = seat.Session;
        TResult result;
        try
        {
            var party = new Party(seat);
            result = await endpoint.Run(party).ConfigureAwait(false);
            await party.KeepAsync().ConfigureAwait(false);
        }
        catch (SessionAbortedException e) when (e.SessionId == session.Id)
        {
            throw;
        }
        catch (Exception e)
        {
            throw session.Fail(seat, AbortCause.Failed, e);
        }

        return session.Finish(seat) ? result : throw session.AbortException(null);
    }

    /// <summary>Waits a while for a part whose session was aborted: it ends at its next step, unless a local action does not return.</summary>
    private static async Task LeaveAsync(Seat seat, Task part, TimeSpan patience)
    {
        using var ended = new CancellationTokenSource();
        var delay = Task.Delay(patience, seat.Session.Clock, ended.Token);
        var inTime = await Task.WhenAny(part, delay).ConfigureAwait(false) == part;
        await ended.CancelAsync().ConfigureAwait(false);
        if (inTime)
            return;

        // What the action throws later is not news: the session was aborted before.
        _ = part.ContinueWith(static late => _ = late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        throw seat.Session.AbortException(null);
    }

    private static Activity? StartActivity(Seat seat)
    {
        if (!ChoreographyTelemetry.Source.HasListeners())
            return null;
        var seating = seat.Session.Seating;
        return ChoreographyTelemetry.Source.StartActivity($"play {seating.Protocol.Name}")?
            .SetTag(ChoreographyTelemetry.Tags.Protocol, seating.Protocol.Name)
            .SetTag(ChoreographyTelemetry.Tags.Session, seat.Session.Id)
            .SetTag(ChoreographyTelemetry.Tags.Role, seating.NameOf(seat.Index));
    }
}
