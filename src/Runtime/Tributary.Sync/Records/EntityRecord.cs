using System.Collections.Immutable;

namespace Tributary.Sync;

/// <summary>A model that nobody changes any more, with its encoding.</summary>
internal sealed record Snapshot<T>(T Model, ReadOnlyMemory<byte> Json)
    where T : class, IFlowEntity;

/// <summary>
/// Everything that is kept of one entity, in one document: the canonical, and for each record of each system what was last exchanged
/// with it. One document means one compare-and-set for a decision. Immutable, so that the cache can hand it to many turns.
/// </summary>
internal sealed record EntityRecord<T>(string Id, long Version, Snapshot<T> Canonical, ImmutableArray<SystemLink<T>> Links)
    where T : class, IFlowEntity
{
    public SystemLink<T>? Find(string system, string nativeId)
    {
        foreach (var link in Links)
        {
            if (link.NativeId == nativeId && link.System == system)
                return link;
        }

        return null;
    }

    /// <summary>The id under which a system knows the entity: its first link, which never changes while the link stands.</summary>
    public string? PrimaryNativeId(string system)
    {
        foreach (var link in Links)
        {
            if (link.System == system && link.NativeId is { } id)
                return id;
        }

        return null;
    }

    public EntityRecord<T> With(SystemLink<T> link)
    {
        for (var i = 0; i < Links.Length; i++)
        {
            if (Links[i].System == link.System && Links[i].NativeId == link.NativeId)
                return this with { Links = Links.SetItem(i, link) };
        }

        return this with { Links = Links.Add(link) };
    }
}

/// <summary>A record together with the version of the document it was read from; 0 when it is not stored yet.</summary>
internal readonly record struct Stored<T>(EntityRecord<T> Record, long DocumentVersion)
    where T : class, IFlowEntity;
