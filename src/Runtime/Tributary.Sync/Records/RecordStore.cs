using Tributary.Store;

namespace Tributary.Sync;

/// <summary>Reads entity records through a bounded cache. Safe to call from any thread.</summary>
internal sealed class RecordStore<T>(EntityModel<T> model, IFlowStore store, RecordCodec<T> codec, int cacheSize)
    where T : class, IFlowEntity
{
    private readonly LruCache<string, Stored<T>> _cache = new(cacheSize);

    public DocumentKey KeyOf(string id) => new(_collection, id);

    private readonly string _collection = SyncNames.Collection(model.Name);

    /// <summary>Finds a record.</summary>
    /// <param name="id">The canonical id.</param>
    /// <param name="fresh">Whether the cache must not answer, because it may have misled the turn before.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async ValueTask<Stored<T>?> FindAsync(string id, bool fresh, CancellationToken cancellationToken)
    {
        if (!fresh && _cache.TryGet(id, out var cached))
            return cached;
        var document = await store.GetAsync(KeyOf(id), cancellationToken).ConfigureAwait(false);
        if (document is null)
            return null;
        var stored = new Stored<T>(codec.Decode(id, document.Body), document.Version);
        Remember(stored);
        return stored;
    }

    /// <summary>Keeps what was just committed or read, unless something newer is there.</summary>
    public void Remember(Stored<T> stored) =>
        _cache.Set(stored.Record.Id, stored, static (old, fresh) => fresh.DocumentVersion >= old.DocumentVersion);
}
