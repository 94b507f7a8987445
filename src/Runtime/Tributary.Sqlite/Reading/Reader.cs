using System.Globalization;
using Tributary.Sqlite.Database;
using Tributary.Store;
using Tributary.Store.Embedded;

namespace Tributary.Sqlite.Reading;

/// <summary>A connection that only reads, with its statements, each prepared when it is first needed. Used by one thread at a time.</summary>
internal sealed class Reader(Connection connection) : IDisposable
{
    private Statement? _get;
    private Statement? _lookup;
    private Statement? _readLog;
    private Statement? _logEnd;
    private Statement? _documents;
    private Statement? _index;
    private Statement? _dead;
    private Statement? _body;

    /// <summary>Reads a document.</summary>
    public Document? Get(DocumentKey key)
    {
        var statement = _get ??= connection.Prepare("SELECT version, body FROM document WHERE collection = ?1 AND id = ?2");
        if (!statement.Bind(1, key.Collection).Bind(2, key.Id).Step())
            return null;
        var document = new Document(key, statement.Long(0), statement.Bytes(1));
        statement.Reset();
        return document;
    }

    /// <summary>Reads the owner of an index key.</summary>
    public string? Lookup(IndexKey key)
    {
        var statement = _lookup ??= connection.Prepare("SELECT owner FROM index_entry WHERE name = ?1 AND key = ?2");
        if (!statement.Bind(1, key.Index).Bind(2, key.Key).Step())
            return null;
        var owner = statement.Text(0);
        statement.Reset();
        return owner;
    }

    /// <summary>Reads a log.</summary>
    public IReadOnlyList<LogEntry> ReadLog(string log, long fromPosition, int maxEntries)
    {
        var statement = _readLog ??= connection.Prepare(
            """
            SELECT position, body FROM log_entry
            WHERE log = (SELECT number FROM log WHERE name = ?1) AND position >= ?2
            ORDER BY position LIMIT ?3
            """);
        statement.Bind(1, log).Bind(2, fromPosition).Bind(3, maxEntries);
        return Read(statement, static row => new LogEntry(row.Long(0), row.Bytes(1)));
    }

    /// <summary>The end of a log.</summary>
    public long GetLogEnd(string log)
    {
        var statement = _logEnd ??= connection.Prepare(
            "SELECT max(trimmed_end, ifnull((SELECT max(position) + 1 FROM log_entry WHERE log = log.number), 0)) FROM log WHERE name = ?1");
        if (!statement.Bind(1, log).Step())
            return 0;
        var end = statement.Long(0);
        statement.Reset();
        return end;
    }

    /// <summary>Lists documents.</summary>
    public Page<Document> ListDocuments(string collection, string? after, int take)
    {
        var statement = _documents ??= connection.Prepare(
            """
            SELECT id, version, body FROM document
            WHERE collection = ?1 AND id >= ?2 AND (?3 OR id > ?2)
            ORDER BY id LIMIT ?4
            """);
        statement.Bind(1, collection).Bind(2, after ?? "").Bind(3, after is null ? 1L : 0L).Bind(4, Paging.OneMore(take));
        var items = Read(statement, row => new Document(new DocumentKey(collection, row.Text(0)), row.Long(1), row.Bytes(2)));
        return Paging.Cut(items, take, static document => document.Key.Id);
    }

    /// <summary>Lists index entries.</summary>
    public Page<IndexEntry> ListIndex(string index, string prefix, string? after, int take)
    {
        var statement = _index ??= connection.Prepare(
            "SELECT key, owner FROM index_entry WHERE name = ?1 AND key >= ?2 AND (?3 OR key > ?2) ORDER BY key LIMIT ?4");
        var resumes = after is not null && string.CompareOrdinal(after, prefix) >= 0;
        statement.Bind(1, index).Bind(2, resumes ? after : prefix).Bind(3, resumes ? 0L : 1L).Bind(4, Paging.OneMore(take));
        List<IndexEntry> items = [];
        while (statement.Step())
        {
            var key = statement.Text(0);
            if (!key.StartsWith(prefix, StringComparison.Ordinal))
            {
                statement.Reset();
                break;
            }

            items.Add(new IndexEntry(new IndexKey(index, key), statement.Text(1)));
        }

        return Paging.Cut(items, take, static entry => entry.Key.Key);
    }

    /// <summary>Lists dead letters.</summary>
    public Page<DeadLetter> ListDeadLetters(string queue, long after, int take)
    {
        var statement = _dead ??= connection.Prepare(
            """
            SELECT id, queue, partition, enqueued_at, visible_from, attempts, dedupe_id, trace_parent, last_error, body, reason, detail, died_at
            FROM dead_letter WHERE queue = ?1 AND id > ?2 ORDER BY id LIMIT ?3
            """);
        statement.Bind(1, queue).Bind(2, after).Bind(3, Paging.OneMore(take));
        var items = Read(statement, static row => new DeadLetter(
            MessageRow.ToStored(row), row.Text(10), row.Text(11), new DateTimeOffset(row.Long(12), TimeSpan.Zero)));
        return Paging.Cut(items, take, static letter => letter.Message.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Reads the payload of a queued message.</summary>
    public byte[]? LoadBody(long id)
    {
        var statement = _body ??= connection.Prepare("SELECT body FROM message WHERE id = ?1");
        if (!statement.Bind(1, id).Step())
            return null;
        var body = statement.Bytes(0);
        statement.Reset();
        return body;
    }

    /// <summary>Closes the connection.</summary>
    public void Dispose() => connection.Dispose();

    private static List<T> Read<T>(Statement statement, Func<Statement, T> item)
    {
        List<T> items = [];
        while (statement.Step())
            items.Add(item(statement));
        return items;
    }
}
