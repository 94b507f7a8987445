using System.Globalization;

namespace Tributary.Store.Embedded;

/// <summary>
/// Checks all conditions of a commit before anything of it is written, so that a refused commit leaves no trace and needs no roll-back
/// of its own inside a transaction that it shares with others. Parts of one commit see each other in the order of the contract. An
/// instance serves one thread at a time.
/// </summary>
internal sealed class CommitCheck
{
    private readonly Dictionary<DocumentKey, long> _versions = [];
    private readonly Dictionary<IndexKey, string?> _owners = [];
    private readonly Dictionary<string, long> _ends = new(StringComparer.Ordinal);

    /// <summary>Checks a commit whose lease is good.</summary>
    /// <returns>Null, or the refusal.</returns>
    public CommitResult? Refusal(Commit commit, ICommitView view, long sequence) =>
        Documents(commit, view, sequence) ?? Indexes(commit, view) ?? Logs(commit, view);

    private CommitResult? Documents(Commit commit, ICommitView view, long sequence)
    {
        var writes = commit.Documents;
        var several = writes.Count > 1;
        if (several)
            _versions.Clear();
        for (var i = 0; i < writes.Count; i++)
        {
            var write = writes[i];
            if (!several || !_versions.TryGetValue(write.Key, out var version))
                version = view.VersionOf(write.Key);
            if (version != write.ExpectedVersion)
                return CommitResult.Refused(ConflictKind.Document, write.Key.ToString());
            if (several && write.Kind != DocumentWriteKind.Check)
                _versions[write.Key] = write.Kind == DocumentWriteKind.Put ? sequence : 0;
        }

        return null;
    }

    private CommitResult? Indexes(Commit commit, ICommitView view)
    {
        if (commit.Indexes.Count == 0)
            return null;
        _owners.Clear();
        return Indexes(commit, view, IndexOperationKind.Release)
            ?? Indexes(commit, view, IndexOperationKind.Check)
            ?? Indexes(commit, view, IndexOperationKind.Claim);
    }

    private CommitResult? Indexes(Commit commit, ICommitView view, IndexOperationKind kind)
    {
        var operations = commit.Indexes;
        for (var i = 0; i < operations.Count; i++)
        {
            var operation = operations[i];
            if (operation.Kind != kind)
                continue;
            if (!_owners.TryGetValue(operation.Key, out var owner))
                owner = view.OwnerOf(operation.Key);
            var holds = kind == IndexOperationKind.Check
                ? string.Equals(owner, operation.Owner, StringComparison.Ordinal)
                : owner is null || string.Equals(owner, operation.Owner, StringComparison.Ordinal);
            if (!holds)
                return CommitResult.Refused(ConflictKind.Index, operation.Key.ToString(), owner);
            _owners[operation.Key] = kind switch
            {
                IndexOperationKind.Release => null,
                IndexOperationKind.Claim => operation.Owner,
                _ => owner,
            };
        }

        return null;
    }

    private CommitResult? Logs(Commit commit, ICommitView view)
    {
        var appends = commit.Appends;
        var several = appends.Count > 1;
        if (several)
            _ends.Clear();
        for (var i = 0; i < appends.Count; i++)
        {
            var append = appends[i];
            if (!several && append.ExpectedPosition is null)
                continue;
            if (!several || !_ends.TryGetValue(append.Log, out var end))
                end = view.EndOf(append.Log);
            if (append.ExpectedPosition is { } expected && expected != end)
            {
                return CommitResult.Refused(
                    ConflictKind.Log, string.Create(CultureInfo.InvariantCulture, $"{append.Log}: its end is {end}, not {expected}"));
            }

            if (several)
                _ends[append.Log] = end + append.Entries.Count;
        }

        return null;
    }
}
