using System.Collections.Concurrent;

namespace Tributary.Choreographies;

/// <summary>Lets other processes take part in the sessions of a hub, over any wires.</summary>
internal sealed class SessionServer(SessionHub hub) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, Peer> _peers = new();
    private readonly ConcurrentDictionary<IWire, bool> _strangers = new();
    private volatile bool _closed;

    /// <summary>How many processes are connected, or may come back.</summary>
    public int Count => _peers.Count;

    /// <summary>Takes a new wire on, once its first frame says whose it is. One that does not say so within the detection time is closed.</summary>
    public async Task AcceptAsync(IWire wire)
    {
        using var patience = new CancellationTokenSource(hub.Options.DetectionTime, hub.Clock);
        _strangers[wire] = true;
        try
        {
            while (!_closed && await wire.ReceiveAsync(patience.Token).ConfigureAwait(false) is { } frame)
            {
                var (kind, _, received, _) = Frames.Read(frame);
                if (kind != FrameKind.Hello)
                    continue;
                if (Greet(frame) is not { } peer)
                {
                    await wire.SendAsync(Frames.Gone(), more: false, patience.Token).ConfigureAwait(false);
                    break;
                }

                _strangers.TryRemove(wire, out _);
                await wire.SendAsync(Frames.Welcome(peer.Link.Received), more: false, patience.Token).ConfigureAwait(false);
                peer.Link.Attach(wire, received);
                return;
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or WireFormatException or InvalidOperationException)
        {
            // Nobody who knows how to introduce themselves: their wire is closed below.
        }

        _strangers.TryRemove(wire, out _);
        await wire.DisposeAsync().ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _closed = true;
        foreach (var wire in _strangers.Keys)
            await wire.DisposeAsync().ConfigureAwait(false);
        foreach (var peer in _peers.Values)
        {
            peer.Link.Close();
            await peer.Link.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Peer? Greet(byte[] hello)
    {
        var (link, isNew) = Frames.ReadHello(hello);
        if (_peers.TryGetValue(link, out var known))
            return known;
        if (!isNew || _closed)
            return null;
        var peer = new Peer(link, hub, lost => _peers.TryRemove(new KeyValuePair<long, Peer>(lost.Link.Id, lost)));
        if (_peers.TryAdd(link, peer))
            return peer;
        peer.Link.Close(tell: false);
        return _peers.GetValueOrDefault(link);
    }
}
