using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>Writes the start of an instance into a commit: its document, which must not exist yet, and its first message.</summary>
internal static class InstanceStart
{
    public static void Write(Commit commit, string name, int version, string instanceId, ReadOnlyMemory<byte> input, DateTimeOffset? startAt, DateTimeOffset now)
    {
        var info = new InstanceInfo
        {
            Id = instanceId,
            Name = name,
            Version = version,
            CreatedAt = now,
            UpdatedAt = now,
            Input = input,
            Status = startAt > now ? InstanceStatus.Pending : InstanceStatus.Running,
        };
        var started = new HistoryEvent(HistoryEventKind.Started) { Name = name, Version = version, Payload = input };
        commit.Put(DurableNames.Instance(instanceId), 0, InstanceCodec.Encode(info));
        commit.Send(Messages.To(DurableNames.FlowQueue(name, version), instanceId, started) with { VisibleFrom = startAt });
    }
}
