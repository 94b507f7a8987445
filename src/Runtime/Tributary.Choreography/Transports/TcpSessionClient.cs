using System.Net;
using System.Net.Sockets;
using Tributary.Choreographies;
using Tributary.Store;

namespace Tributary;

/// <summary>
/// The sessions of a hub in another process, over TCP. The connection is made when it is first needed; one that breaks is made anew, and no
/// message is lost or repeated by that. A hub that does not answer for the detection time is given up, and with it the roles that this process plays.
/// </summary>
public sealed class TcpSessionClient : ISessions, IAsyncDisposable
{
    private readonly SessionClient _client;

    /// <summary>Creates a client.</summary>
    /// <param name="hub">Where the <see cref="TcpSessionServer"/> listens.</param>
    /// <param name="detectionTime">How long the hub may be silent; null for 10 seconds. Use the hub's own setting.</param>
    /// <param name="journal">Where durable endpoints write down what they do; null for no durable endpoints. It must be open.</param>
    /// <param name="clock">The clock; null for the system's.</param>
    /// <param name="chance">Where ids come from; null for the system's.</param>
    public TcpSessionClient(EndPoint hub, TimeSpan? detectionTime = null, IFlowStore? journal = null, TimeProvider? clock = null, Chance? chance = null)
    {
        ArgumentNullException.ThrowIfNull(hub);
        clock ??= TimeProvider.System;
        _client = new SessionClient(cancellationToken => ConnectAsync(hub, cancellationToken), detectionTime ?? new ChoreographyOptions().DetectionTime, clock, chance ?? new SystemChance(clock), journal);
    }

    /// <inheritdoc />
    public Task<SessionInfo> CreateAsync(SessionPlan plan, SessionOptions? options = null, CancellationToken cancellationToken = default) => _client.CreateAsync(plan, options, cancellationToken);

    /// <inheritdoc />
    public Task<SessionInfo?> FindAsync(string sessionId, CancellationToken cancellationToken = default) => _client.FindAsync(sessionId, cancellationToken);

    /// <inheritdoc />
    public Task<TResult> RunAsync<TResult>(Endpoint<TResult> endpoint, string sessionId, JoinOptions? options = null, CancellationToken cancellationToken = default)
        => _client.RunAsync(endpoint, sessionId, options, cancellationToken);

    /// <inheritdoc />
    public Task CancelAsync(string sessionId, CancellationToken cancellationToken = default) => _client.CancelAsync(sessionId, cancellationToken);

    /// <summary>Closes the connection. Roles that this process still plays end, and count as dead when the detection time of the hub is over; durable ones wait for their process to come again.</summary>
    public ValueTask DisposeAsync() => _client.DisposeAsync();

    private static async ValueTask<IWire> ConnectAsync(EndPoint hub, CancellationToken cancellationToken)
    {
        var socket = new Socket(hub.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(hub, cancellationToken).ConfigureAwait(false);
            return TcpWire.Over(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
