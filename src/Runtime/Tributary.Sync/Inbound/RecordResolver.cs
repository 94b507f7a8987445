using Tributary.Store;

namespace Tributary.Sync;

/// <summary>Finds the entity that a native record belongs to: by its link, else by its aggregation keys.</summary>
internal sealed class RecordResolver<T>(EntityModel<T> model, RecordStore<T> records, IdentityMap identities, IFlowStore store)
    where T : class, IFlowEntity
{
    /// <summary>Finds the record that is linked, or null.</summary>
    public async ValueTask<Stored<T>?> FindLinkedAsync(string system, string nativeId, bool fresh, CancellationToken cancellationToken)
    {
        var link = SyncNames.Link(model.Name, system, nativeId);
        if (fresh)
            identities.Forget(link);
        var canonicalId = await identities.FindAsync(link, cancellationToken).ConfigureAwait(false);
        if (canonicalId is null)
            return null;
        return await records.FindAsync(canonicalId, fresh, cancellationToken).ConfigureAwait(false)
            ?? throw new FlowStoreException(FlowStoreFault.Corrupt, $"The link {link} names {model.Name} '{canonicalId}', which is not in the store.");
    }

    /// <summary>Finds the records that own the aggregation keys of a native record.</summary>
    public async ValueTask<Match<T>> FindByKeysAsync(T native, bool fresh, CancellationToken cancellationToken)
    {
        var keys = KeysOf(native);
        var owners = new List<string>(1);
        var contested = default(AggregationKey);
        foreach (var key in keys)
        {
            var owner = await store.LookupAsync(SyncNames.Key(model.Name, key), cancellationToken).ConfigureAwait(false);
            if (owner is not null && !owners.Contains(owner))
            {
                owners.Add(owner);
                contested = key;
            }
        }

        if (owners.Count != 1)
            return new Match<T>(keys, owners, null, contested);
        return new Match<T>(keys, owners, await records.FindAsync(owners[0], fresh, cancellationToken).ConfigureAwait(false), contested);
    }

    /// <summary>Finds a key that a model has gained and that another entity owns. The link wins over keys, and a key is never stolen.</summary>
    public async ValueTask<AggregationKey?> FindStrangerAsync(string id, T? before, T after, CancellationToken cancellationToken)
    {
        if (model.KeyPaths.Count == 0)
            return null;
        var had = before is null ? [] : KeysOf(before);
        foreach (var key in KeysOf(after))
        {
            if (had.Contains(key))
                continue;
            var owner = await store.LookupAsync(SyncNames.Key(model.Name, key), cancellationToken).ConfigureAwait(false);
            if (owner is not null && owner != id)
                return key;
        }

        return null;
    }

    public IReadOnlyList<AggregationKey> KeysOf(T entity)
    {
        if (model.KeyPaths.Count == 0)
            return [];
        var keys = new KeyCollector();
        model.CollectKeys(entity, keys);
        return keys.Keys;
    }
}

/// <summary>What the keys of a record led to.</summary>
/// <param name="Keys">The keys it has.</param>
/// <param name="Owners">The entities that own them.</param>
/// <param name="Record">The record of the only owner.</param>
/// <param name="Contested">The key of the last owner found.</param>
internal readonly record struct Match<T>(IReadOnlyList<AggregationKey> Keys, IReadOnlyList<string> Owners, Stored<T>? Record, AggregationKey Contested)
    where T : class, IFlowEntity;
