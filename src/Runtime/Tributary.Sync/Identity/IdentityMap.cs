using Tributary.Store;

namespace Tributary.Sync;

/// <summary>
/// Translates (entity, system, native id) to canonical ids through a bounded cache. Links do not expire, so a hit needs no check beyond
/// the one that the record itself gives. Safe to call from any thread.
/// </summary>
internal sealed class IdentityMap(IFlowStore store, int cacheSize)
{
    private readonly LruCache<string, string> _links = new(cacheSize);
    private long _hits;
    private long _misses;

    public long Hits => Interlocked.Read(ref _hits);

    public long Misses => Interlocked.Read(ref _misses);

    public async ValueTask<string?> FindAsync(IndexKey link, CancellationToken cancellationToken)
    {
        if (_links.TryGet(link.Key, out var canonicalId))
        {
            Interlocked.Increment(ref _hits);
            return canonicalId;
        }

        Interlocked.Increment(ref _misses);
        canonicalId = await store.LookupAsync(link, cancellationToken).ConfigureAwait(false);
        if (canonicalId is not null)
            _links.Set(link.Key, canonicalId);
        return canonicalId;
    }

    public void Remember(IndexKey link, string canonicalId) => _links.Set(link.Key, canonicalId);

    public void Forget(IndexKey link) => _links.Remove(link.Key);
}
