using System.Threading.Channels;
using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Transports;

/// <summary>Wires in memory between clients and one server that lose, repeat and reorder frames, and break when a test says so.</summary>
internal sealed class LossyNetwork(SessionServer server, ulong seed, double drop = 0, double repeat = 0, double reorder = 0)
{
    private readonly SeededChance _chance = new(seed, TimeProvider.System);
    private readonly Lock _lock = new();
    private readonly List<End> _ends = [];

    /// <summary>How many connections were made.</summary>
    public int Connections { get; private set; }

    public SessionClient Client(TimeSpan detectionTime, Store.IFlowStore? journal = null)
        => new(_ => ConnectAsync(), detectionTime, TimeProvider.System, new SystemChance(TimeProvider.System), journal);

    /// <summary>Breaks every connection.</summary>
    public void Break()
    {
        End[] ends;
        lock (_lock)
        {
            ends = [.. _ends];
            _ends.Clear();
        }

        foreach (var end in ends)
            end.Break();
    }

    private ValueTask<IWire> ConnectAsync()
    {
        var (up, down) = (Channel.CreateUnbounded<byte[]>(), Channel.CreateUnbounded<byte[]>());
        var (client, host) = (new End(this, down.Reader, up.Writer), new End(this, up.Reader, down.Writer));
        lock (_lock)
        {
            Connections++;
            _ends.Add(client);
            _ends.Add(host);
        }

        _ = server.AcceptAsync(host);
        return new ValueTask<IWire>(client);
    }

    private sealed class End(LossyNetwork network, ChannelReader<byte[]> reader, ChannelWriter<byte[]> writer) : IWire
    {
        private byte[]? _late;

        public ValueTask SendAsync(ReadOnlyMemory<byte> frame, bool more, CancellationToken cancellationToken)
        {
            var chance = network._chance;
            if (chance.Happens(network.Drop))
                return ValueTask.CompletedTask;
            var copies = chance.Happens(network.Repeat) ? 2 : 1;
            for (; copies > 0; copies--)
            {
                if (_late is null && chance.Happens(network.Reorder))
                {
                    _late = frame.ToArray();
                    continue;
                }

                if (!writer.TryWrite(frame.ToArray()))
                    throw new IOException("The wire is broken.");
                if (_late is not null)
                    writer.TryWrite(_late);
                _late = null;
            }

            return ValueTask.CompletedTask;
        }

        public async ValueTask<byte[]?> ReceiveAsync(CancellationToken cancellationToken)
            => await reader.WaitToReadAsync(cancellationToken) && reader.TryRead(out var frame) ? frame : null;

        public void Break() => writer.TryComplete();

        public ValueTask DisposeAsync()
        {
            writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }

    private double Drop => drop;

    private double Repeat => repeat;

    private double Reorder => reorder;
}
