using System.Collections.Immutable;
using Tributary.Store;

namespace Tributary.Choreographies;

/// <summary>The sessions of a hub in another process, over any wires. A broken wire is replaced as long as the detection time is not over.</summary>
internal sealed class SessionClient : ISessions, IAsyncDisposable
{
    private readonly Func<CancellationToken, ValueTask<IWire>> _connect;
    private readonly TimeSpan _detectionTime;
    private readonly TimeProvider _clock;
    private readonly Chance _chance;
    private readonly IFlowStore? _journal;
    private readonly Lock _lock = new();
    private ClientLink? _link;
    private bool _disposed;

    public SessionClient(Func<CancellationToken, ValueTask<IWire>> connect, TimeSpan detectionTime, TimeProvider clock, Chance chance, IFlowStore? journal)
        => (_connect, _detectionTime, _clock, _chance, _journal) = (connect, detectionTime, clock, chance, journal);

    public async Task<SessionInfo> CreateAsync(SessionPlan plan, SessionOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var answer = await Link().AskAsync(MessageKind.Create, writer => writer.Protocol(plan.Protocol).Members(plan.Members).Options(options ?? new SessionOptions()), cancellationToken).ConfigureAwait(false);
        return answer.Info!;
    }

    public async Task<SessionInfo?> FindAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        return (await Link().AskAsync(MessageKind.Find, writer => writer.Text(sessionId), cancellationToken).ConfigureAwait(false)).Info;
    }

    public async Task CancelAsync(string sessionId, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(sessionId);
        await Link().AskAsync(MessageKind.Cancel, writer => writer.Text(sessionId), cancellationToken).ConfigureAwait(false);
    }

    public async Task<TResult> RunAsync<TResult>(Endpoint<TResult> endpoint, string sessionId, JoinOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        ArgumentNullException.ThrowIfNull(sessionId);
        options ??= new JoinOptions();
        if (options.Durable && _journal is null)
            throw new ArgumentException("A durable endpoint needs a journal, and this client was created without one.", nameof(options));
        var journal = options.Durable ? await EndpointJournal.OpenAsync(_journal!, sessionId, endpoint.Role, endpoint.Member, cancellationToken).ConfigureAwait(false) : null;
        var link = Link();
        var purse = new Purse(options.Capabilities, options.Budget);
        var seat = await JoinAsync(link, endpoint, sessionId, purse, journal, cancellationToken).ConfigureAwait(false);
        try
        {
            var result = await SeatRunner.RunAsync(seat, endpoint, _detectionTime, cancellationToken).ConfigureAwait(false);
            // Messages arrive in order: who has an answer to this knows that the hub has the last of the part, and may close the client.
            await link.AskAsync(MessageKind.Find, writer => writer.Text(sessionId), cancellationToken).ConfigureAwait(false);
            return result;
        }
        finally
        {
            link.Forget((RemoteSession)seat.Session);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ClientLink? link;
        lock (_lock)
        {
            _disposed = true;
            link = _link;
        }

        if (link is not null)
            await link.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Seat> JoinAsync<TResult>(ClientLink link, Endpoint<TResult> endpoint, string sessionId, Purse purse, EndpointJournal? journal, CancellationToken cancellationToken)
    {
        var started = _clock.GetTimestamp();
        while (true)
        {
            try
            {
                return await link.JoinAsync(endpoint.Protocol, endpoint.Role, endpoint.Member, sessionId, purse, journal, cancellationToken).ConfigureAwait(false);
            }
            catch (SessionRefusedException e) when (e.Reason == SessionRefusal.Taken && journal is not null && _clock.GetElapsedTime(started) < _detectionTime)
            {
                // The host may not know yet that the process before this one is gone.
                await Task.Delay(_detectionTime / 20, _clock, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private ClientLink Link()
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_link is { IsLost: false })
                return _link;
            var id = (long)(_chance.NextDouble() * (1L << 53)) ^ ((long)(_chance.NextDouble() * (1L << 53)) << 10);
            return _link = new ClientLink(id, _connect, _detectionTime, _clock);
        }
    }
}

/// <summary>What a hub answers: what it knows of a session, or the place that was taken.</summary>
internal sealed record Answer(SessionInfo? Info, int Handle, ImmutableArray<int> Members, TimeSpan Remaining);
