using System.Net;
using System.Net.Sockets;
using Tributary.Choreographies;

namespace Tributary;

/// <summary>
/// Exposes the sessions of a hub on a TCP port, so that other processes can create and join them with a <see cref="TcpSessionClient"/>.
/// The hub stands in the middle of all of them. There is neither encryption nor a sign-in: bind it to loopback, or put it behind what provides them.
/// </summary>
public sealed class TcpSessionServer : IAsyncDisposable
{
    private readonly SessionServer _server;
    private readonly Socket _listener;
    private readonly CancellationTokenSource _stopped = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _greetings = [];
    private readonly Task _accepting;

    private TcpSessionServer(SessionHub hub, Socket listener)
    {
        (_server, _listener) = (new SessionServer(hub), listener);
        EndPoint = (IPEndPoint)listener.LocalEndPoint!;
        _accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint EndPoint { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="hub">The sessions.</param>
    /// <param name="endPoint">Where; null for a free port of loopback.</param>
    /// <exception cref="SocketException">The port is not free.</exception>
    public static TcpSessionServer Start(SessionHub hub, IPEndPoint? endPoint = null)
    {
        ArgumentNullException.ThrowIfNull(hub);
        endPoint ??= new IPEndPoint(IPAddress.Loopback, 0);
        var listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(endPoint);
            listener.Listen(512);
            return new TcpSessionServer(hub, listener);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
    }

    /// <summary>Stops listening and lets every connected process go; the sessions that they take part in are aborted.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        await _server.DisposeAsync().ConfigureAwait(false);
        Task[] greetings;
        lock (_lock)
            greetings = [.. _greetings];
        await Task.WhenAll(greetings).ConfigureAwait(false);
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptAsync(_stopped.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException) when (!_stopped.IsCancellationRequested)
            {
                // The client was gone before it was accepted.
                continue;
            }
            catch (SocketException)
            {
                return;
            }

            Greet(TcpWire.Over(socket));
        }
    }

    private void Greet(TcpWire wire)
    {
        var greeting = _server.AcceptAsync(wire);
        lock (_lock)
            _greetings.Add(greeting);
        greeting.ContinueWith(
            done =>
            {
                lock (_lock)
                    _greetings.Remove(done);
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
