using Tributary.Store;

namespace Tributary.Sync;

/// <summary>Where the sync pillar keeps things in the store: the one place that knows the names.</summary>
internal static class SyncNames
{
    /// <summary>The longest native id or key value. Longer ones are refused with their payload kept.</summary>
    public const int MaxIdLength = 512;

    /// <summary>Separates the parts of a key. Ids that contain it are refused, so parts cannot run into one another.</summary>
    public const char Separator = '\u001f';

    public const string DecisionLog = "sync.decisions";
    public const string ParkedQueue = "sync.parked";
    public const string HeldQueue = "sync.held";
    public const string LinkIndex = "sync.link";
    public const string KeyIndex = "sync.key";

    public static string Collection(string entity) => "sync.entity/" + entity;

    public static string InboundQueue(string entity) => "sync.inbound/" + entity;

    public static string OutboundQueue(string system, string entity) => $"sync.outbound/{system}/{entity}";

    public static IndexKey Link(string entity, string system, string nativeId) => new(LinkIndex, Join(entity, system, nativeId));

    public static IndexKey Key(string entity, AggregationKey key) => new(KeyIndex, Join(entity, key.Path, key.Value));

    /// <summary>The updates of one record of one system are one partition: their order is kept, and others run beside them.</summary>
    public static MessageAddress Inbound(string entity, string system, string nativeId) =>
        new(InboundQueue(entity), system + Separator + Clip(nativeId));

    /// <summary>The pushes of one entity to one system are one partition.</summary>
    public static MessageAddress Outbound(string system, string entity, string canonicalId) => new(OutboundQueue(system, entity), canonicalId);

    /// <summary>Where inbound updates wait for a record of a system to be linked. Linking it wakes them.</summary>
    public static MessageAddress Parked(string system, string entity, string nativeId) =>
        new(ParkedQueue, Join(system, entity, Clip(nativeId)));

    /// <summary>Where updates wait for an aggregation key to be released by the entity that owns it.</summary>
    public static MessageAddress Contested(string entity, AggregationKey key) => new(ParkedQueue, Join(entity, key.Path, key.Value));

    /// <summary>Where pushes wait for a system to know an entity. Its acknowledgement wakes them.</summary>
    public static MessageAddress Held(string system, string entity, string canonicalId) => new(HeldQueue, Join(system, entity, canonicalId));

    /// <summary>Why an id or a key value cannot be used, or null when it can.</summary>
    public static string? Reject(string? id)
    {
        if (string.IsNullOrWhiteSpace(id))
            return "it is empty";
        if (id.Length > MaxIdLength)
            return $"it has {id.Length} characters, and at most {MaxIdLength} are accepted";
        return id.Contains(Separator, StringComparison.Ordinal) ? "it contains the control character U+001F" : null;
    }

    private static string Join(string a, string b, string c) =>
        string.Create(a.Length + b.Length + c.Length + 2, (a, b, c), static (chars, parts) =>
        {
            parts.a.CopyTo(chars);
            chars[parts.a.Length] = Separator;
            chars = chars[(parts.a.Length + 1)..];
            parts.b.CopyTo(chars);
            chars[parts.b.Length] = Separator;
            parts.c.CopyTo(chars[(parts.b.Length + 1)..]);
        });

    /// <summary>An id as far as it may be long; one that is longer is refused, and only named so far.</summary>
    public static string Clip(string id) => id.Length <= MaxIdLength ? id : id[..MaxIdLength];
}
