namespace Tributary.Choreographies;

/// <summary>
/// Carries frames between two processes. It may lose, repeat and reorder them: a <see cref="Link"/> sees to that. One reads at a time,
/// one writes at a time.
/// </summary>
internal interface IWire : IAsyncDisposable
{
    /// <summary>Sends a frame.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="more">Whether another follows at once, so that this one may wait for it.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="IOException">The wire is broken.</exception>
    ValueTask SendAsync(ReadOnlyMemory<byte> frame, bool more, CancellationToken cancellationToken);

    /// <summary>Waits for the next frame; null at the end.</summary>
    /// <exception cref="IOException">The wire is broken.</exception>
    /// <exception cref="WireFormatException">What came is no frame.</exception>
    ValueTask<byte[]?> ReceiveAsync(CancellationToken cancellationToken);
}

/// <summary>What came from another process is not what it should be. Its wire is closed.</summary>
internal sealed class WireFormatException(string message) : Exception(message);
