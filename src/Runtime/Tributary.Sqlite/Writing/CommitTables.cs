using Tributary.Sqlite.Database;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Writing;

/// <summary>Writes the documents, indexes and logs of a commit, and shows the checks what is there. Belongs to the writer's thread.</summary>
internal sealed class CommitTables(Connection connection) : ICommitView
{
    // Log ends are looked up once and then known, since nobody else appends. Bounded, as there may be a log per orchestration.
    private const int MaxKnownLogs = 16_384;

    private readonly Dictionary<string, (long Number, long End)> _logs = new(StringComparer.Ordinal);
    private readonly Statement _version = connection.Prepare("SELECT version FROM document WHERE collection = ?1 AND id = ?2");
    private readonly Statement _insert = connection.Prepare("INSERT INTO document (collection, id, version, body) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement _update = connection.Prepare("UPDATE document SET version = ?3, body = ?4 WHERE collection = ?1 AND id = ?2");
    private readonly Statement _delete = connection.Prepare("DELETE FROM document WHERE collection = ?1 AND id = ?2");
    private readonly Statement _owner = connection.Prepare("SELECT owner FROM index_entry WHERE name = ?1 AND key = ?2");
    private readonly Statement _claim = connection.Prepare("INSERT INTO index_entry (name, key, owner) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING");
    private readonly Statement _release = connection.Prepare("DELETE FROM index_entry WHERE name = ?1 AND key = ?2");
    private readonly Statement _addLog = connection.Prepare("INSERT INTO log (name, trimmed_end) VALUES (?1, 0) ON CONFLICT DO NOTHING");
    private readonly Statement _findLog = connection.Prepare(
        "SELECT number, max(trimmed_end, ifnull((SELECT max(position) + 1 FROM log_entry WHERE log = log.number), 0)) FROM log WHERE name = ?1");
    private readonly Statement _append = connection.Prepare("INSERT INTO log_entry (log, position, body) VALUES (?1, ?2, ?3)");
    private readonly Statement _keepEnd = connection.Prepare("UPDATE log SET trimmed_end = ?2 WHERE number = ?1");
    private readonly Statement _trim = connection.Prepare("DELETE FROM log_entry WHERE log = ?1 AND position < ?2");

    /// <inheritdoc />
    public long VersionOf(in DocumentKey key)
    {
        _version.Bind(1, key.Collection).Bind(2, key.Id);
        if (!_version.Step())
            return 0;
        var version = _version.Long(0);
        _version.Reset();
        return version;
    }

    /// <inheritdoc />
    public string? OwnerOf(in IndexKey key)
    {
        _owner.Bind(1, key.Index).Bind(2, key.Key);
        if (!_owner.Step())
            return null;
        var owner = _owner.Text(0);
        _owner.Reset();
        return owner;
    }

    /// <inheritdoc />
    public long EndOf(string log) => Find(log)?.End ?? 0;

    /// <summary>Forgets what is known of the file, after a transaction that failed.</summary>
    public void Forget() => _logs.Clear();

    /// <summary>Writes a commit whose conditions hold.</summary>
    public void Write(Commit commit, long sequence)
    {
        for (var i = 0; i < commit.Documents.Count; i++)
            Write(commit.Documents[i], sequence);
        for (var i = 0; i < commit.Indexes.Count; i++)
        {
            if (commit.Indexes[i] is { Kind: IndexOperationKind.Release } release)
                _release.Bind(1, release.Key.Index).Bind(2, release.Key.Key).Run();
        }

        for (var i = 0; i < commit.Indexes.Count; i++)
        {
            if (commit.Indexes[i] is { Kind: IndexOperationKind.Claim } claim)
                _claim.Bind(1, claim.Key.Index).Bind(2, claim.Key.Key).Bind(3, claim.Owner).Run();
        }

        for (var i = 0; i < commit.Appends.Count; i++)
            Append(commit.Appends[i]);
        for (var i = 0; i < commit.Trims.Count; i++)
            Trim(commit.Trims[i]);
    }

    private void Write(in DocumentWrite write, long sequence)
    {
        switch (write.Kind)
        {
            case DocumentWriteKind.Put:
                var put = write.ExpectedVersion == 0 ? _insert : _update;
                put.Bind(1, write.Key.Collection).Bind(2, write.Key.Id).Bind(3, sequence).Bind(4, write.Body.Span).Run();
                break;
            case DocumentWriteKind.Delete:
                _delete.Bind(1, write.Key.Collection).Bind(2, write.Key.Id).Run();
                break;
        }
    }

    private void Append(in LogAppend append)
    {
        if (Find(append.Log) is not { } log)
        {
            _addLog.Bind(1, append.Log).Run();
            log = Find(append.Log)!.Value;
        }

        for (var i = 0; i < append.Entries.Count; i++)
            _append.Bind(1, log.Number).Bind(2, log.End++).Bind(3, append.Entries[i].Span).Run();
        _logs[append.Log] = log;
    }

    private void Trim(in LogTrim trim)
    {
        if (Find(trim.Log) is not { } log)
            return;
        _keepEnd.Bind(1, log.Number).Bind(2, log.End).Run();
        _trim.Bind(1, log.Number).Bind(2, trim.BeforePosition).Run();
    }

    private (long Number, long End)? Find(string name)
    {
        if (_logs.TryGetValue(name, out var known))
            return known;
        if (!_findLog.Bind(1, name).Step())
            return null;
        known = (_findLog.Long(0), _findLog.Long(1));
        _findLog.Reset();
        if (_logs.Count == MaxKnownLogs)
            _logs.Clear();
        _logs.Add(name, known);
        return known;
    }
}
