using System.Globalization;

namespace Tributary.Store.Embedded;

/// <summary>
/// Refuses a commit that no medium could keep: a name that is missing, or that is no valid Unicode and so would come back changed.
/// Found on the caller's thread, such a fault meets the caller alone and not the commits that share its transaction.
/// </summary>
internal static class CommitArguments
{
    /// <summary>Checks every name in a commit.</summary>
    /// <exception cref="ArgumentException">A name is null or has half of a surrogate pair.</exception>
    public static void Check(Commit commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        for (var i = 0; i < commit.Documents.Count; i++)
        {
            Name(commit.Documents[i].Key.Collection, "a document's collection");
            Name(commit.Documents[i].Key.Id, "a document's id");
        }

        for (var i = 0; i < commit.Indexes.Count; i++)
        {
            var operation = commit.Indexes[i];
            Name(operation.Key.Index, "an index");
            Name(operation.Key.Key, "an index key");
            if (operation.Kind != IndexOperationKind.Check || operation.Owner is not null)
                Name(operation.Owner, "an index key's owner");
        }

        for (var i = 0; i < commit.Appends.Count; i++)
            Name(commit.Appends[i].Log, "a log");
        for (var i = 0; i < commit.Trims.Count; i++)
            Name(commit.Trims[i].Log, "a log");
        for (var i = 0; i < commit.Releases.Count; i++)
            Address(commit.Releases[i]);
        for (var i = 0; i < commit.Withdrawals.Count; i++)
            Address(commit.Withdrawals[i].Partition);
        for (var i = 0; i < commit.Messages.Count; i++)
        {
            Address(commit.Messages[i].Address);
            if (commit.Messages[i].DedupeId is { } id)
                Name(id, "a dedupe id");
        }
    }

    private static void Address(MessageAddress address)
    {
        Name(address.Queue, "a queue");
        Name(address.Partition, "a partition");
    }

    private static void Name(string? name, string what)
    {
        if (name is null)
            throw new ArgumentException($"The commit names {what} that is null.", nameof(name));

        var at = name.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; at >= 0 && at < name.Length; at++)
        {
            if (!char.IsSurrogate(name[at]))
                continue;
            if (at + 1 == name.Length || !char.IsSurrogatePair(name[at], name[at + 1]))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The commit names {what} that is no valid Unicode text at character {at}."),
                    nameof(name));
            }

            at++;
        }
    }
}
