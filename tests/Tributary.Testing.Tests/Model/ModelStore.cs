using Tributary.Store;

namespace Tributary.Testing.Tests.Model;

/// <summary>
/// The store's contract written as plainly as possible: everything is a list that is searched. It predicts what a commit gives and is
/// then told the sequence and the ids that the store under test chose.
/// </summary>
internal sealed class ModelStore(TimeProvider time)
{
    public Dictionary<DocumentKey, (long Version, string Body)> Documents { get; private set; } = [];

    public Dictionary<IndexKey, string> Owners { get; private set; } = [];

    public Dictionary<string, ModelLog> Logs { get; private set; } = [];

    public List<ModelMessage> Messages { get; } = [];

    public List<ModelLease> Leases { get; } = [];

    public Dictionary<MessageAddress, DateTimeOffset> HeldUntil { get; } = [];

    public HashSet<(string Queue, string Id)> Seen { get; } = [];

    private DateTimeOffset Now => time.GetUtcNow();

    public IEnumerable<ModelMessage> Waiting => Messages.Where(m => m.Dead is null);

    public ModelLease? Holder(MessageAddress address) => Leases.FirstOrDefault(l => l.Address == address && IsHeld(l));

    public bool IsHeld(ModelLease lease) => !lease.Ended && lease.ExpiresAt > Now;

    public bool IsVisible(ModelMessage message) => message.VisibleFrom <= Now;

    public bool IsLeasable(MessageAddress address) =>
        Holder(address) is null
        && HeldUntil.GetValueOrDefault(address) <= Now
        && Waiting.Any(m => m.Address == address && IsVisible(m));

    public IEnumerable<MessageAddress> Leasable(IEnumerable<string> queues) =>
        Waiting.Select(m => m.Address).Distinct().Where(a => queues.Contains(a.Queue) && IsLeasable(a));

    public ModelLease Lease(MessageAddress address, int max, TimeSpan duration)
    {
        var messages = Waiting.Where(m => m.Address == address && IsVisible(m)).Take(max).ToList();
        foreach (var message in messages)
            message.Attempts++;
        var lease = new ModelLease(address, messages) { ExpiresAt = Now + duration };
        Leases.Add(lease);
        return lease;
    }

    public void End(ModelLease lease, TimeSpan hold)
    {
        lease.Ended = true;
        foreach (var message in lease.Messages)
            message.Attempts--;
        if (hold > TimeSpan.Zero)
            HeldUntil[lease.Address] = Now + hold;
    }

    /// <summary>What a restart does: leases and holds are over.</summary>
    public void Restart()
    {
        foreach (var lease in Leases.Where(IsHeld).ToList())
            End(lease, TimeSpan.Zero);
        HeldUntil.Clear();
    }

    /// <summary>Applies a commit if it holds. <paramref name="sequence"/> is what the store gave it.</summary>
    public (ConflictKind Conflict, string? Owner, int Duplicates) Commit(Commit commit, long sequence)
    {
        var lease = Leases.FirstOrDefault(l => l.Token == commit.Lease);
        if (commit.Lease != default && (lease is null || !IsHeld(lease)))
            return (ConflictKind.Lease, null, 0);
        var settled = commit.Settlements.Select(s => (s, Message: lease?.Messages.FirstOrDefault(m => m.Id == s.MessageId))).ToList();
        if (settled.Any(static s => s.Message is null) || settled.DistinctBy(static s => s.Message).Count() < settled.Count)
            return (ConflictKind.Lease, null, 0);

        var (documents, owners, logs) = (new Dictionary<DocumentKey, (long, string)>(Documents), new Dictionary<IndexKey, string>(Owners), Logs.ToDictionary(static p => p.Key, static p => p.Value.Copy()));
        if (!Write(commit, documents, sequence))
            return (ConflictKind.Document, null, 0);
        foreach (var kind in new[] { IndexOperationKind.Release, IndexOperationKind.Check, IndexOperationKind.Claim })
        {
            foreach (var operation in commit.Indexes.Where(o => o.Kind == kind))
            {
                if (!Own(operation, owners))
                    return (ConflictKind.Index, owners.GetValueOrDefault(operation.Key), 0);
            }
        }

        if (!Append(commit, logs))
            return (ConflictKind.Log, null, 0);

        (Documents, Owners, Logs) = (documents, owners, logs);
        Settle(settled.Select(static s => (s.s, s.Message!)), lease);
        foreach (var message in Messages.Where(m => m.Dead is not null && commit.Requeues.Contains(m.Id)))
            (message.Dead, message.Attempts, message.Recorded, message.LastError, message.VisibleFrom) = (null, 0, 0, null, Now);
        Messages.RemoveAll(m => m.Dead is not null && commit.Purges.Contains(m.Id));
        foreach (var message in Waiting.Where(m => commit.Releases.Contains(m.Address) && !IsVisible(m)))
            message.VisibleFrom = Now;
        return (ConflictKind.None, null, Send(commit));
    }

    private static bool Write(Commit commit, Dictionary<DocumentKey, (long Version, string Body)> documents, long sequence)
    {
        foreach (var write in commit.Documents)
        {
            if (documents.GetValueOrDefault(write.Key).Version != write.ExpectedVersion)
                return false;
            if (write.Kind == DocumentWriteKind.Put)
                documents[write.Key] = (sequence, Text(write.Body));
            if (write.Kind == DocumentWriteKind.Delete)
                documents.Remove(write.Key);
        }

        return true;
    }

    private static bool Own(IndexOperation operation, Dictionary<IndexKey, string> owners)
    {
        var owner = owners.GetValueOrDefault(operation.Key);
        if (operation.Kind == IndexOperationKind.Check)
            return owner == operation.Owner;
        if (owner is not null && owner != operation.Owner)
            return false;
        if (operation.Kind == IndexOperationKind.Release)
            owners.Remove(operation.Key);
        else
            owners[operation.Key] = operation.Owner!;
        return true;
    }

    private static bool Append(Commit commit, Dictionary<string, ModelLog> logs)
    {
        foreach (var append in commit.Appends)
        {
            if (!logs.TryGetValue(append.Log, out var log))
                logs.Add(append.Log, log = new ModelLog());
            if (append.ExpectedPosition is { } expected && expected != log.Entries.Count)
                return false;
            log.Entries.AddRange(append.Entries.Select(Text));
        }

        foreach (var trim in commit.Trims)
        {
            if (logs.TryGetValue(trim.Log, out var log))
                log.Trimmed = Math.Max(log.Trimmed, Math.Min(trim.BeforePosition, log.Entries.Count));
        }

        return true;
    }

    private void Settle(IEnumerable<(Settlement Settlement, ModelMessage Message)> settled, ModelLease? lease)
    {
        if (lease is null)
            return;
        foreach (var (settlement, message) in settled.ToList())
        {
            lease.Messages.Remove(message);
            if (settlement.Kind == SettlementKind.Consume)
                Messages.Remove(message);
            else if (settlement.Kind == SettlementKind.Retry)
                (message.VisibleFrom, message.LastError, message.Recorded) = (settlement.VisibleFrom, settlement.Detail, message.Attempts);
            else
                message.Dead = $"{settlement.Reason} {settlement.Detail}";
        }

        End(lease, TimeSpan.Zero);
    }

    private int Send(Commit commit)
    {
        var duplicates = 0;
        foreach (var message in commit.Messages)
        {
            if (message.DedupeId is { } id && !Seen.Add((message.Address.Queue, id)))
                duplicates++;
            else
                Messages.Add(new ModelMessage(message.Address, Text(message.Body)) { VisibleFrom = message.VisibleFrom ?? Now });
        }

        return duplicates;
    }

    private static string Text(ReadOnlyMemory<byte> bytes) => System.Text.Encoding.UTF8.GetString(bytes.Span);
}

internal sealed class ModelLog
{
    public List<string> Entries { get; } = [];

    public long Trimmed { get; set; }

    public ModelLog Copy()
    {
        var copy = new ModelLog { Trimmed = Trimmed };
        copy.Entries.AddRange(Entries);
        return copy;
    }
}

internal sealed class ModelMessage(MessageAddress address, string body)
{
    public MessageAddress Address { get; } = address;

    public string Body { get; } = body;

    /// <summary>The id that the store gave; learned at the next listing.</summary>
    public long Id { get; set; }

    public DateTimeOffset VisibleFrom { get; set; }

    public int Attempts { get; set; }

    /// <summary>The attempts at the last recorded outcome: those that a restart cannot lose.</summary>
    public int Recorded { get; set; }

    public string? LastError { get; set; }

    public string? Dead { get; set; }
}

internal sealed class ModelLease(MessageAddress address, List<ModelMessage> messages)
{
    public MessageAddress Address { get; } = address;

    public List<ModelMessage> Messages { get; } = messages;

    public LeaseToken Token { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    public bool Ended { get; set; }
}
