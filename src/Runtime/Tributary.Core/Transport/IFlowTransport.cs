namespace Tributary.Transport;

/// <summary>A message on its way between two parts of a host, or two hosts.</summary>
/// <param name="MessageId">Stable across redelivery: the receiver recognises a repeated delivery by it.</param>
/// <param name="Body">The payload.</param>
public sealed record TransportMessage(string MessageId, ReadOnlyMemory<byte> Body)
{
    /// <summary>The W3C trace context of the sender, or null.</summary>
    public string? TraceParent { get; init; }
}

/// <summary>What became of a message that was handed to a transport.</summary>
/// <param name="Completed">
/// True when the receiver has handled it, so <paramref name="Reply"/> is its answer; false when the transport has accepted it durably
/// and the answer comes as a message of its own.
/// </param>
/// <param name="Reply">The receiver's answer.</param>
public readonly record struct TransportReceipt(bool Completed, ReadOnlyMemory<byte> Reply);

/// <summary>Handles a received message. Throwing means that it was not handled: it is delivered again.</summary>
public delegate ValueTask<ReadOnlyMemory<byte>> TransportReceiver(TransportMessage message, CancellationToken cancellationToken);

/// <summary>
/// The port between processes. The default connects senders and receivers of one process directly; a broker connects many. All
/// members are safe to call from any thread.
/// </summary>
public interface IFlowTransport : IAsyncDisposable
{
    /// <summary>Hands a message over. When this returns, the message is handled, or safe with the transport.</summary>
    /// <exception cref="TransportException">Nobody is known to have it. It may be handed over all the same, even later.</exception>
    ValueTask<TransportReceipt> SendAsync(string address, TransportMessage message, CancellationToken cancellationToken = default);

    /// <summary>Receives the messages of an address until disposed. An address has at most one receiver in a process.</summary>
    IDisposable Receive(string address, TransportReceiver receiver);
}

/// <summary>A transport could not hand a message over.</summary>
public sealed class TransportException : Exception
{
    /// <summary>Creates the exception.</summary>
    public TransportException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
