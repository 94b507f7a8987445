using System.Collections.Concurrent;

namespace Tributary.Transport;

/// <summary>Connects senders and receivers of one process: a message is handled before <see cref="SendAsync"/> returns.</summary>
public sealed class InProcessTransport : IFlowTransport
{
    private readonly ConcurrentDictionary<string, TransportReceiver> _receivers = new(StringComparer.Ordinal);

    /// <inheritdoc />
    public async ValueTask<TransportReceipt> SendAsync(string address, TransportMessage message, CancellationToken cancellationToken = default)
    {
        if (!_receivers.TryGetValue(address, out var receiver))
            throw new TransportException($"Nobody receives at '{address}'.");
        return new TransportReceipt(true, await receiver(message, cancellationToken).ConfigureAwait(false));
    }

    /// <inheritdoc />
    public IDisposable Receive(string address, TransportReceiver receiver)
    {
        if (!_receivers.TryAdd(address, receiver))
            throw new InvalidOperationException($"'{address}' already has a receiver in this process.");
        return System.Reactive.Disposables.Disposable.Create(() => _receivers.TryRemove(new(address, receiver)));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _receivers.Clear();
        return ValueTask.CompletedTask;
    }
}
