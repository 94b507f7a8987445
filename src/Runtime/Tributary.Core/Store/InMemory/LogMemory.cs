namespace Tributary.Store.InMemory;

/// <summary>One log: its entries from the first that was not trimmed on.</summary>
internal sealed class LogMemory
{
    private readonly List<byte[]> _entries = [];
    private long _first;

    /// <summary>The position of the next entry.</summary>
    public long End => _first + _entries.Count;

    /// <summary>Appends one entry.</summary>
    public void Append(byte[] body) => _entries.Add(body);

    /// <summary>Forgets the entries before a position.</summary>
    public void Trim(long beforePosition)
    {
        var count = (int)Math.Clamp(beforePosition - _first, 0, _entries.Count);
        _entries.RemoveRange(0, count);
        _first += count;
    }

    /// <summary>Reads entries.</summary>
    public List<LogEntry> Read(long fromPosition, int maxEntries)
    {
        List<LogEntry> read = [];
        for (var position = Math.Max(fromPosition, _first); position < End && read.Count < maxEntries; position++)
            read.Add(new LogEntry(position, _entries[(int)(position - _first)]));
        return read;
    }
}
