using System.Text.Json.Serialization;
using Tributary.Store;

namespace Tributary.Sqlite.Beside;

/// <summary>A commit on its way to the process that holds the store. It settles nothing, because its sender can lease nothing.</summary>
internal sealed record RemoteCommit(
    int Protocol,
    IReadOnlyList<DocumentWrite> Documents,
    IReadOnlyList<IndexOperation> Indexes,
    IReadOnlyList<LogAppend> Appends,
    IReadOnlyList<LogTrim> Trims,
    IReadOnlyList<OutgoingMessage> Messages,
    IReadOnlyList<MessageAddress> Releases,
    IReadOnlyList<Withdrawal> Withdrawals,
    IReadOnlyList<long> Requeues,
    IReadOnlyList<long> Purges)
{
    /// <summary>The protocol that this version speaks.</summary>
    public const int CurrentProtocol = 1;

    /// <exception cref="NotSupportedException">The commit settles messages.</exception>
    public static RemoteCommit From(Commit commit)
    {
        if (commit.Lease.Value != 0 || commit.Settlements.Count > 0)
            throw new NotSupportedException("A store that another process holds can be written to, but its messages can only be handled there.");
        return new RemoteCommit(
            CurrentProtocol, commit.Documents, commit.Indexes, commit.Appends, commit.Trims, commit.Messages, commit.Releases,
            commit.Withdrawals, commit.Requeues, commit.Purges);
    }

    public Commit ToCommit()
    {
        var commit = new Commit();
        foreach (var (kind, key, version, body) in Documents)
        {
            _ = kind switch
            {
                DocumentWriteKind.Put => commit.Put(key, version, body),
                DocumentWriteKind.Delete => commit.Delete(key, version),
                _ => commit.Check(key, version),
            };
        }

        foreach (var (kind, key, owner) in Indexes)
        {
            _ = kind switch
            {
                IndexOperationKind.Claim => commit.Claim(key, owner!),
                IndexOperationKind.Release => commit.Release(key, owner!),
                _ => commit.Check(key, owner),
            };
        }

        foreach (var (log, position, entries) in Appends)
            commit.Append(log, position, entries);
        foreach (var (log, before) in Trims)
            commit.Trim(log, before);
        foreach (var message in Messages)
            commit.Send(message);
        foreach (var partition in Releases)
            commit.Wake(partition);
        foreach (var (partition, dedupeId) in Withdrawals)
            commit.Withdraw(partition, dedupeId);
        foreach (var letter in Requeues)
            commit.Requeue(letter);
        foreach (var letter in Purges)
            commit.Purge(letter);
        return commit;
    }
}

/// <summary>What became of a <see cref="RemoteCommit"/>.</summary>
/// <param name="Conflict">Why it was refused.</param>
/// <param name="Subject">What refused it.</param>
/// <param name="Owner">Who holds the index key that refused it.</param>
/// <param name="Sequence">The sequence of the commit.</param>
/// <param name="Duplicates">How many sends were repetitions.</param>
/// <param name="Fault">The kind of failure, when it failed.</param>
/// <param name="Failure">The failure, when it failed.</param>
internal sealed record RemoteAnswer(
    ConflictKind Conflict, string? Subject, string? Owner, long Sequence, int Duplicates, FlowStoreFault? Fault, string? Failure)
{
    public static RemoteAnswer Of(CommitResult result) =>
        new(result.Conflict, result.Subject, result.Owner, result.Sequence, result.Duplicates, null, null);

    public static RemoteAnswer Failed(FlowStoreFault fault, string failure) => new(ConflictKind.None, null, null, 0, 0, fault, failure);

    /// <exception cref="FlowStoreException">It failed.</exception>
    public CommitResult ToResult() => Fault is { } fault
        ? throw new FlowStoreException(fault, Failure ?? "The other process could not commit.")
        : Conflict == ConflictKind.None ? CommitResult.Applied(Sequence, Duplicates) : CommitResult.Refused(Conflict, Subject ?? "", Owner);
}

/// <summary>Both as JSON.</summary>
[JsonSourceGenerationOptions(RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RemoteCommit))]
[JsonSerializable(typeof(RemoteAnswer))]
internal sealed partial class RemoteJson : JsonSerializerContext;
