using System.Net;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Tributary.Choreographies;

/// <summary>Exposes the host's sessions on the port that its settings name, between start and stop.</summary>
internal sealed class ChoreographyHost(SessionHub hub, IOptions<ChoreographyOptions> options, ILogger<ChoreographyHost> logger) : IHostedService
{
    private TcpSessionServer? _server;

    /// <summary>Where the sessions are served; null if they are not, or not at the moment.</summary>
    public IPEndPoint? EndPoint => _server?.EndPoint;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Listen is not { } listen)
            return Task.CompletedTask;
        _server = TcpSessionServer.Start(hub, IPEndPoint.Parse(listen));
        Log.Listening(logger, _server.EndPoint);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is null)
            return;
        await _server.DisposeAsync().ConfigureAwait(false);
        _server = null;
    }
}
