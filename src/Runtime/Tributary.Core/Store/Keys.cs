namespace Tributary.Store;

/// <summary>Names one document: the collection it lies in and its id within that collection.</summary>
/// <param name="Collection">The collection, for example <c>sync.entity/Sensor</c>.</param>
/// <param name="Id">The id, unique within the collection.</param>
public readonly record struct DocumentKey(string Collection, string Id)
{
    /// <inheritdoc />
    public override string ToString() => $"{Collection}/{Id}";
}

/// <summary>Names one entry of a unique index.</summary>
/// <param name="Index">The index, for example <c>sync.link</c>.</param>
/// <param name="Key">The key; at most one owner holds it at any time.</param>
public readonly record struct IndexKey(string Index, string Key)
{
    /// <inheritdoc />
    public override string ToString() => $"{Index}[{Key}]";
}

/// <summary>
/// Where a message goes: a queue says which handler takes it, a partition says which messages must be taken in order and by one
/// turn at a time.
/// </summary>
/// <param name="Queue">The queue, for example <c>sync.inbound</c>. Workers lease only from queues they know.</param>
/// <param name="Partition">The partition key, for example one entity of one system, or one orchestration instance.</param>
public readonly record struct MessageAddress(string Queue, string Partition)
{
    /// <inheritdoc />
    public override string ToString() => $"{Queue}:{Partition}";
}

/// <summary>Proves the right to settle the messages of one leased partition. Tokens are never reused by a store.</summary>
/// <param name="Value">An opaque number; zero is no lease.</param>
public readonly record struct LeaseToken(long Value);
