using Tributary.Store.Embedded;

namespace Tributary.Store.InMemory;

/// <summary>The documents, indexes, logs and dead letters of an in-memory store. Used under the store's lock only.</summary>
internal sealed class Tables : ICommitView
{
    private readonly Dictionary<string, OrderedMap<Document>> _documents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OrderedMap<string>> _indexes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LogMemory> _logs = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, DeadLetter> _dead = [];

    /// <inheritdoc />
    public long VersionOf(in DocumentKey key) => Get(key)?.Version ?? 0;

    /// <inheritdoc />
    public string? OwnerOf(in IndexKey key) =>
        _indexes.TryGetValue(key.Index, out var index) && index.TryGet(key.Key, out var owner) ? owner : null;

    /// <inheritdoc />
    public long EndOf(string log) => _logs.TryGetValue(log, out var entries) ? entries.End : 0;

    /// <summary>Reads a document.</summary>
    public Document? Get(in DocumentKey key) =>
        _documents.TryGetValue(key.Collection, out var collection) && collection.TryGet(key.Id, out var document) ? document : null;

    /// <summary>Reads a log.</summary>
    public IReadOnlyList<LogEntry> ReadLog(string log, long fromPosition, int maxEntries) =>
        _logs.TryGetValue(log, out var entries) ? entries.Read(fromPosition, maxEntries) : [];

    /// <summary>Lists documents.</summary>
    public List<Document> ListDocuments(string collection, string? after, int take) =>
        _documents.TryGetValue(collection, out var documents)
            ? documents.Range("", after, take).ConvertAll(static item => item.Value)
            : [];

    /// <summary>Lists index entries.</summary>
    public List<IndexEntry> ListIndex(string index, string prefix, string? after, int take) =>
        _indexes.TryGetValue(index, out var keys)
            ? keys.Range(prefix, after, take).ConvertAll(item => new IndexEntry(new IndexKey(index, item.Key), item.Value))
            : [];

    /// <summary>Lists dead letters.</summary>
    public List<DeadLetter> ListDeadLetters(string queue, long after, int take) =>
        [.. _dead.Values.Where(letter => letter.Message.Id > after && letter.Message.Address.Queue == queue).Take(take)];

    /// <summary>Adds a dead letter.</summary>
    public void AddDeadLetter(DeadLetter letter) => _dead.Add(letter.Message.Id, letter);

    /// <summary>Removes and returns a dead letter, or null.</summary>
    public DeadLetter? TakeDeadLetter(long id) => _dead.Remove(id, out var letter) ? letter : null;

    /// <summary>Writes the documents, index changes, appends and trims of a commit whose conditions hold.</summary>
    public void Write(Commit commit, long sequence)
    {
        for (var i = 0; i < commit.Documents.Count; i++)
        {
            var write = commit.Documents[i];
            if (write.Kind == DocumentWriteKind.Put)
                Collection(write.Key.Collection).Set(write.Key.Id, new Document(write.Key, sequence, write.Body.ToArray()));
            else if (write.Kind == DocumentWriteKind.Delete)
                Collection(write.Key.Collection).Remove(write.Key.Id);
        }

        for (var i = 0; i < commit.Indexes.Count; i++)
        {
            if (commit.Indexes[i] is { Kind: IndexOperationKind.Release } release)
                Index(release.Key.Index).Remove(release.Key.Key);
        }

        for (var i = 0; i < commit.Indexes.Count; i++)
        {
            if (commit.Indexes[i] is { Kind: IndexOperationKind.Claim } claim)
                Index(claim.Key.Index).Set(claim.Key.Key, claim.Owner!);
        }

        for (var i = 0; i < commit.Appends.Count; i++)
        {
            var log = Log(commit.Appends[i].Log);
            foreach (var entry in commit.Appends[i].Entries)
                log.Append(entry.ToArray());
        }

        for (var i = 0; i < commit.Trims.Count; i++)
            Log(commit.Trims[i].Log).Trim(commit.Trims[i].BeforePosition);
    }

    private OrderedMap<Document> Collection(string name)
    {
        if (!_documents.TryGetValue(name, out var collection))
            _documents.Add(name, collection = new OrderedMap<Document>());
        return collection;
    }

    private OrderedMap<string> Index(string name)
    {
        if (!_indexes.TryGetValue(name, out var index))
            _indexes.Add(name, index = new OrderedMap<string>());
        return index;
    }

    private LogMemory Log(string name)
    {
        if (!_logs.TryGetValue(name, out var log))
            _logs.Add(name, log = new LogMemory());
        return log;
    }
}
