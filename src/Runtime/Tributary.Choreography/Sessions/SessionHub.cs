using System.Collections.Concurrent;
using System.Diagnostics;
using Tributary.Choreographies;
using Tributary.Events;

namespace Tributary;

/// <summary>The sessions of one process: creates them, lets roles join, ends them. Safe to call from any thread.</summary>
public sealed class SessionHub : ISessions
{
    private readonly ConcurrentDictionary<string, HubSession> _sessions = new(StringComparer.Ordinal);
    private readonly EndedSessions _ended;
    private readonly ChoreographyOptions _options;
    private readonly Chance _chance;
    private readonly IFlowEvents? _events;
    private int _count;

    /// <summary>Creates a hub.</summary>
    /// <param name="options">Its caps; null for the defaults.</param>
    /// <param name="clock">The clock of deadlines; null for the system's.</param>
    /// <param name="chance">Where new ids come from; null for the system's.</param>
    /// <param name="events">Where the changes of sessions are published; null for nowhere.</param>
    public SessionHub(ChoreographyOptions? options = null, TimeProvider? clock = null, Chance? chance = null, IFlowEvents? events = null)
    {
        _options = options ?? new ChoreographyOptions();
        Clock = clock ?? TimeProvider.System;
        _chance = chance ?? new SystemChance(Clock);
        _events = events;
        _ended = new EndedSessions(_options.RememberedSessions);
    }

    /// <summary>How many sessions are not over.</summary>
    public int Count => Volatile.Read(ref _count);

    internal TimeProvider Clock { get; }

    internal ChoreographyOptions Options => _options;

    /// <inheritdoc />
    public Task<SessionInfo> CreateAsync(SessionPlan plan, SessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Create(plan, options ?? new SessionOptions()).Info);
    }

    /// <inheritdoc />
    public Task<SessionInfo?> FindAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        return Task.FromResult(Find(sessionId));
    }

    /// <inheritdoc />
    public Task<TResult> RunAsync<TResult>(Endpoint<TResult> endpoint, string sessionId, JoinOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(sessionId);
        cancellationToken.ThrowIfCancellationRequested();
        options ??= new JoinOptions();
        if (options.Durable)
            throw new ArgumentException("The sessions of a hub end with its process: a durable endpoint joins them from another process.", nameof(options));
        var seat = Get(sessionId).Join(endpoint.Protocol, endpoint.Role, endpoint.Member, new Purse(options.Capabilities, options.Budget));
        return SeatRunner.RunAsync(seat, endpoint, _options.DetectionTime, cancellationToken);
    }

    /// <inheritdoc />
    public Task CancelAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        Cancel(sessionId);
        return Task.CompletedTask;
    }

    internal SessionInfo? Find(string sessionId) => _sessions.TryGetValue(sessionId, out var session) ? session.Info : _ended.Find(sessionId);

    internal void Cancel(string sessionId)
    {
        if (_sessions.TryGetValue(sessionId, out var session))
            session.Cancel();
        else if (_ended.Find(sessionId) is { } ended)
            throw new SessionStateException(sessionId, ended.State, SessionState.Cancelled);
        else
            throw Unknown(sessionId);
    }

    /// <summary>A session that is not over.</summary>
    /// <exception cref="SessionRefusedException">It is over, or there is none.</exception>
    internal HubSession Get(string sessionId)
    {
        if (_sessions.TryGetValue(sessionId, out var session))
            return session;
        throw _ended.Find(sessionId) is { } ended
            ? new SessionRefusedException(SessionRefusal.Over, $"Session {sessionId} is {ended.State}. It does not come back.")
            : Unknown(sessionId);
    }

    internal void Forget(HubSession session)
    {
        _ended.Add(session.Info);
        if (!_sessions.TryRemove(new KeyValuePair<string, HubSession>(session.Id, session)))
            return;
        Interlocked.Decrement(ref _count);
    }

    internal void Publish(HubSession session, SessionState state, SessionEnd? end)
    {
        var protocol = session.Seating.Protocol.Name;
        if (state == SessionState.Created)
            ChoreographyTelemetry.Sessions.Add(1, new KeyValuePair<string, object?>(ChoreographyTelemetry.Tags.Protocol, protocol));
        if (state >= SessionState.Completed)
            Measure(session, protocol, state, end);
        if (_events?.IsObserved<SessionEvent>() == true)
            _events.Publish(new SessionEvent(session.Id, protocol, state, end?.Cause, end?.Role, Clock.GetUtcNow()));
    }

    private static void Measure(HubSession session, string protocol, SessionState state, SessionEnd? end)
    {
        var tag = new KeyValuePair<string, object?>(ChoreographyTelemetry.Tags.Protocol, protocol);
        ChoreographyTelemetry.Sessions.Add(-1, tag);
        ChoreographyTelemetry.Messages.Add(session.Messages, tag);
        var tags = new TagList { tag, { ChoreographyTelemetry.Tags.State, state.ToString() } };
        if (end is not null)
            tags.Add(ChoreographyTelemetry.Tags.ErrorType, end.Cause.ToString());
        ChoreographyTelemetry.Ended.Add(1, tags);
        ChoreographyTelemetry.Duration.Record(session.Age.TotalSeconds, tags);
    }

    private static SessionRefusedException Unknown(string sessionId) => new(SessionRefusal.Unknown, $"There is no session {sessionId}.");

    internal HubSession Create(SessionPlan plan, SessionOptions options)
    {
        var seating = new Seating(plan);
        if (seating.Count > _options.MaxParticipants)
            throw new SessionRefusedException(SessionRefusal.TooManyParticipants, $"{seating.Protocol} would have {seating.Count} participants, and at most {_options.MaxParticipants} are admitted.");
        var deadline = options.Deadline ?? _options.MaxLifetime;
        if (deadline > _options.MaxLifetime)
            throw new SessionRefusedException(SessionRefusal.TooLong, $"{seating.Protocol} asks for {deadline:c}, and at most {_options.MaxLifetime:c} are admitted.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deadline, TimeSpan.Zero, nameof(options));
        if (Interlocked.Increment(ref _count) > _options.MaxSessions)
        {
            Interlocked.Decrement(ref _count);
            throw new SessionRefusedException(SessionRefusal.TooManySessions, $"There are {_options.MaxSessions} sessions, which is the most.");
        }

        var session = new HubSession(options.Id ?? _chance.NewId(), seating, this, options, deadline, options.JoinTimeout ?? _options.JoinTimeout);
        if (_ended.Find(session.Id) is not null || !_sessions.TryAdd(session.Id, session))
        {
            Interlocked.Decrement(ref _count);
            session.Discard();
            throw new SessionRefusedException(SessionRefusal.Exists, $"There is a session {session.Id} already.");
        }

        Publish(session, SessionState.Created, null);
        return session;
    }
}
