using System.Text;
using System.Text.Json;

namespace BuildingSync.Systems.Oem;

/// <summary>
/// The storage of the manufacturer's cloud: a file to which one JSON line is appended for each change. Safe to use from any thread.
/// </summary>
internal sealed class OemStore : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();
    private readonly List<OemChange> _changes = [];
    private readonly Dictionary<(string Kind, string Id), OemChange> _current = [];
    private readonly Dictionary<string, string> _ids = [];

    public OemStore(string path)
    {
        Path = path;
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        _file.SetLength(Load());
        _file.Seek(0, SeekOrigin.End);
    }

    public string Path { get; }

    /// <summary>The position of the newest change.</summary>
    public long LastSeq
    {
        get
        {
            lock (_lock)
                return _changes.Count;
        }
    }

    /// <summary>The records that changed after a position, each once and as it is now.</summary>
    public OemPage ReadChanges(long since, int limit)
    {
        lock (_lock)
        {
            var items = new List<OemChange>();
            var seq = Math.Max(0, since);
            for (; seq < _changes.Count && items.Count < limit; seq++)
            {
                var change = _changes[(int)seq];
                if (change.Id is null || _current[(change.Kind, change.Id)].Seq == change.Seq)
                    items.Add(change);
            }

            return new(items, seq);
        }
    }

    public OemChange? Find(string kind, string id)
    {
        lock (_lock)
            return _current.GetValueOrDefault((kind, id));
    }

    /// <summary>Creates a record; a repeated key returns the id that was given before.</summary>
    public (string Id, bool Created) Create(string kind, string body, string by, string? key)
    {
        lock (_lock)
        {
            if (key is not null && _ids.TryGetValue(key, out var existing))
                return (existing, false);
            var id = $"{kind[..2]}-{_changes.Count + 1:x6}";
            Append(kind, id, by, key, body);
            return (id, true);
        }
    }

    /// <summary>Replaces a record. False when somebody else changed it after the position that the client has seen.</summary>
    public bool TryReplace(string kind, string id, string body, string by, long? seen)
    {
        lock (_lock)
        {
            if (!_current.TryGetValue((kind, id), out var current))
                throw new KeyNotFoundException($"There is no {kind}/{id}.");
            if (seen is { } position && current.Seq > position && current.By != by)
                return false;
            Append(kind, id, by, null, body);
            return true;
        }
    }

    /// <summary>Takes records over from an older system, unchecked.</summary>
    public void TakeOver(IEnumerable<(string Kind, string? Id, string Body)> records)
    {
        lock (_lock)
        {
            foreach (var (kind, id, body) in records)
                Append(kind, id, "migration", null, body, flush: false);
            _file.Flush();
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>Reads what a file holds: the complete lines and the length of the file up to their end.</summary>
    public static (List<OemChange> Changes, long Length) ReadFile(Stream file)
    {
        var changes = new List<OemChange>();
        using var memory = new MemoryStream();
        file.CopyTo(memory);
        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        var start = 0;
        while (bytes[start..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            changes.Add(Parse(bytes.Slice(start, length), changes.Count + 1));
            start += length + 1;
        }

        return (changes, start);
    }

    private static OemChange Parse(ReadOnlySpan<byte> line, int number)
    {
        try
        {
            return JsonSerializer.Deserialize(line, OemJson.Default.OemChange) ?? throw new JsonException("It is null.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The storage of oem is damaged in line {number}: {e.Message}", e);
        }
    }

    // A line without its end was being written when the process was killed: its request was never answered, so it is cut off.
    private long Load()
    {
        var (changes, length) = ReadFile(_file);
        foreach (var change in changes)
            Remember(change);
        return length;
    }

    private void Append(string kind, string? id, string by, string? key, string body, bool flush = true)
    {
        var change = new OemChange(_changes.Count + 1, kind, id, by, key, body);
        var line = JsonSerializer.Serialize(change, OemJson.Default.OemChange) + "\n";
        _file.Write(Encoding.UTF8.GetBytes(line));
        if (flush)
            _file.Flush();
        Remember(change);
    }

    private void Remember(OemChange change)
    {
        _changes.Add(change);
        if (change.Id is not null)
            _current[(change.Kind, change.Id)] = change;
        if (change is { Key: { } key, Id: { } id })
            _ids[key] = id;
    }
}
