namespace Tributary.Sync;

/// <summary>
/// Keeps from an adapter what nobody awaits any more. A wire may hand a message over once more, and late: after its system refused it, and
/// was then linked to a record of its own, or was told something newer. Its answer would go nowhere, so a record that the system made of it
/// would be known to nobody, and what it overwrote would be lost. The ids of deliveries alone do not prevent that, because a system keeps only
/// those that it has taken. So only the newest push to a record passes, until it is acknowledged: of others the system has been told the
/// outcome, or is about to be.
/// </summary>
internal sealed class DeliveryFence<T>(RecordStore<T> records)
    where T : class, IFlowEntity
{
    /// <summary>
    /// Whether a delivery is still awaited. The memory of this process may say that it is, at worst of a repeated one; that it is not, only
    /// the store may say.
    /// </summary>
    public async ValueTask<bool> AwaitsAsync(string system, T native, Delivery delivery, CancellationToken cancellationToken) =>
        await AwaitsAsync(system, native, delivery, fresh: false, cancellationToken).ConfigureAwait(false)
        || await AwaitsAsync(system, native, delivery, fresh: true, cancellationToken).ConfigureAwait(false);

    private async ValueTask<bool> AwaitsAsync(string system, T native, Delivery delivery, bool fresh, CancellationToken cancellationToken)
    {
        if (await records.FindAsync(DeliveryIds.CanonicalIdOf(delivery.DeliveryId), fresh, cancellationToken).ConfigureAwait(false) is not { Record: var record })
            return false;
        if (delivery.IsNew)
            return record.Links.Any(l => l.System == system && l.NativeId is null);
        return record.Find(system, native.Id) is { Pending: [.., var newest] } && newest.Number == DeliveryIds.NumberOf(delivery.DeliveryId);
    }
}
