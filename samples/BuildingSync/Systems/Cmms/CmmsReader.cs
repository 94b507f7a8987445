namespace BuildingSync.Systems.Cmms;

/// <summary>
/// Reads what changed in the folder, for one other program, and writes for it. The folder says when a file changed; which lines did is
/// found by comparing them with those last read. Safe to use from any thread.
/// </summary>
internal sealed class CmmsReader : IDisposable
{
    private static readonly TimeSpan s_rescan = TimeSpan.FromSeconds(2);

    private readonly CmmsFolder _folder;
    private readonly FileSystemWatcher _watcher;
    private readonly SemaphoreSlim _changed = new(1, 1);
    private readonly Dictionary<string, (DateTime Written, long Length)> _files = [];
    private readonly Dictionary<string, string> _read = [];

    public CmmsReader(CmmsFolder folder)
    {
        _folder = folder;
        _watcher = new FileSystemWatcher(folder.Path, "*.csv") { EnableRaisingEvents = true };
        _watcher.Renamed += (_, _) => Wake();
        _watcher.Changed += (_, _) => Wake();
        _watcher.Created += (_, _) => Wake();
        _watcher.Error += (_, _) => Wake();
    }

    /// <summary>Returns when a file has changed, or after two seconds, because watchers miss changes.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(s_rescan, cancellationToken);

    /// <summary>The lines that are not as they were when they were last marked as read, in batches of one file.</summary>
    public IEnumerable<IReadOnlyList<CmmsLine>> ReadChanged()
    {
        foreach (var list in CmmsList.All.Reverse())
        {
            foreach (var file in _folder.FilesOf(list))
            {
                var batch = ReadChanged(list, file);
                if (batch.Count > 0)
                    yield return batch;
            }
        }
    }

    /// <summary>Remembers lines as read.</summary>
    public void MarkRead(IEnumerable<CmmsLine> lines)
    {
        lock (_folder.Lock)
        {
            foreach (var line in lines)
                _read[KeyOf(line)] = line.Raw;
        }
    }

    /// <summary>Whether every line has been read.</summary>
    public bool IsCurrent => CmmsList.All.All(list => _folder.FilesOf(list).All(file =>
    {
        lock (_folder.Lock)
            return _files.TryGetValue(file, out var known) && known == Signature(file);
    }));

    /// <summary>Adds an asset; a repeated reference returns the number that was given before.</summary>
    public string Insert(CmmsList list, IReadOnlyDictionary<string, string?> values, string reference)
    {
        lock (_folder.Lock)
        {
            var (id, line) = _folder.Insert(list, values, reference);
            if (line is not null)
                MarkRead([line]);
            return id;
        }
    }

    /// <summary>Changes an asset. False while an operator's change of it has not been read: it would be overwritten unseen.</summary>
    public bool TryUpdate(CmmsList list, string id, IReadOnlyDictionary<string, string?> values)
    {
        lock (_folder.Lock)
        {
            if (_folder.Update(list, id, values, line => _read.GetValueOrDefault(KeyOf(line)) == line.Raw) is not { } written)
                return false;
            MarkRead([written]);
            return true;
        }
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _changed.Dispose();
    }

    private List<CmmsLine> ReadChanged(CmmsList list, string file)
    {
        lock (_folder.Lock)
        {
            var signature = Signature(file);
            if (_files.TryGetValue(file, out var known) && known == signature)
                return [];
            var changed = _folder.ReadFile(list, file).Where(l => _read.GetValueOrDefault(KeyOf(l)) != l.Raw).ToList();
            if (changed.Count == 0)
                _files[file] = signature;
            return changed;
        }
    }

    private (DateTime, long) Signature(string file)
    {
        var info = new FileInfo(Path.Combine(_folder.Path, file));
        return (info.LastWriteTimeUtc, info.Exists ? info.Length : 0);
    }

    private static string KeyOf(CmmsLine line) => line.Fault is null ? line.Id : $"{line.File}:{line.Raw}";

    private void Wake()
    {
        lock (_files)
        {
            if (_changed.CurrentCount == 0)
                _changed.Release();
        }
    }
}
