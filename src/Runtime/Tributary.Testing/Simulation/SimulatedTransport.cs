using Tributary.Transport;

namespace Tributary.Testing;

/// <summary>
/// A transport that duplicates, fails, loses replies and repeats messages late. What it repeats late is handed over when the owner
/// says so, because single-threaded nothing happens by itself.
/// </summary>
public sealed class SimulatedTransport : IFlowTransport
{
    private readonly IFlowTransport _inner;
    private readonly SeededChance _chance;
    private readonly Func<SimulationFaults> _faults;
    private readonly List<LateMessage> _late;

    /// <summary>Creates a transport over another.</summary>
    public SimulatedTransport(IFlowTransport inner, SeededChance chance, Func<SimulationFaults> faults)
        : this(inner, chance, faults, [])
    {
    }

    /// <summary>Creates a transport that still has messages of the process before: a wire outlives who sends on it.</summary>
    internal SimulatedTransport(IFlowTransport inner, SeededChance chance, Func<SimulationFaults> faults, List<LateMessage> late)
    {
        _inner = inner;
        _chance = chance;
        _faults = faults;
        _late = late;
    }

    /// <summary>How many messages are still to be repeated.</summary>
    public int Late => _late.Count;

    /// <inheritdoc />
    public async ValueTask<TransportReceipt> SendAsync(string address, TransportMessage message, CancellationToken cancellationToken = default)
    {
        var odds = _faults();
        // Before anything else, because what the sender takes as failed may arrive late all the same.
        if (_chance.Happens(odds.LateDuplicate))
            _late.Add(new LateMessage(address, message));
        if (_chance.Happens(odds.FailDelivery))
            throw new TransportException($"Simulated: {address} cannot be reached.");
        var receipt = await _inner.SendAsync(address, message, cancellationToken).ConfigureAwait(false);
        if (_chance.Happens(odds.DuplicateDelivery))
            receipt = await _inner.SendAsync(address, message, cancellationToken).ConfigureAwait(false);
        return _chance.Happens(odds.LoseReply)
            ? throw new TransportException($"Simulated: the reply of {address} was lost.")
            : receipt;
    }

    /// <summary>Hands over one of the messages that are to be repeated; its reply goes nowhere, and neither does its failure.</summary>
    /// <returns>The address it went to, and how it failed if it did.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public async ValueTask<string> DeliverLateAsync(CancellationToken cancellationToken = default)
    {
        var index = _chance.Next(_late.Count);
        var (address, message) = _late[index];
        _late.RemoveAt(index);
        try
        {
            await _inner.SendAsync(address, message, cancellationToken).ConfigureAwait(false);
            return address;
        }
        catch (Exception e) when (e is not SimulatedCrashException)
        {
            return $"{address}, which failed: {e.Message}";
        }
    }

    /// <inheritdoc />
    public IDisposable Receive(string address, TransportReceiver receiver) => _inner.Receive(address, receiver);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}

/// <summary>A message that a simulated wire hands over later.</summary>
internal sealed record LateMessage(string Address, TransportMessage Message);
