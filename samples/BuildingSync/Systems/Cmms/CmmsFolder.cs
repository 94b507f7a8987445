namespace BuildingSync.Systems.Cmms;

/// <summary>
/// The maintenance system: a folder of CSV files, each replaced as a whole by a rename. It keeps descriptions of 24 characters at most.
/// Safe to use from any thread; whoever reads and then writes holds <see cref="Lock"/>.
/// </summary>
internal sealed class CmmsFolder
{
    public const int DescriptionLength = 24;

    private readonly Dictionary<string, long> _last = [];
    private readonly Dictionary<string, string> _references = [];

    public CmmsFolder(string path)
    {
        Path = path;
        Directory.CreateDirectory(path);
        foreach (var left in Directory.EnumerateFiles(path, "*.tmp"))
            File.Delete(left);
        foreach (var line in CmmsList.All.SelectMany(ReadList))
            Remember(line);
    }

    public string Path { get; }

    public Lock Lock { get; } = new();

    /// <summary>The form in which a value is kept.</summary>
    public static string? AsKept(string column, string? value) =>
        column == "descr" && value?.Length > DescriptionLength ? value[..DescriptionLength].TrimEnd() : value;

    /// <summary>The files of a list.</summary>
    public IEnumerable<string> FilesOf(CmmsList list) =>
        Directory.EnumerateFiles(Path, list.Name + "-*.csv").Select(f => System.IO.Path.GetFileName(f)).Order(StringComparer.Ordinal);

    /// <summary>The lines of one file; a line that cannot be read as an asset carries the reason.</summary>
    public IReadOnlyList<CmmsLine> ReadFile(CmmsList list, string file)
    {
        var path = System.IO.Path.Combine(Path, file);
        if (!File.Exists(path))
            return [];
        var first = new Dictionary<string, int>();
        var lines = new List<CmmsLine>();
        var number = 1;
        foreach (var raw in File.ReadLines(path).Skip(1))
        {
            number++;
            if (raw.Length == 0)
                continue;
            var line = CmmsLine.Parse(list, file, number, raw);
            if (line.Fault is null && !first.TryAdd(line.Id, number))
                line = line.Refused(CmmsList.AssetNo, $"{line.Id} is already on line {first[line.Id]}");
            lines.Add(line);
        }

        return lines;
    }

    /// <summary>All lines of a list.</summary>
    public IEnumerable<CmmsLine> ReadList(CmmsList list) => FilesOf(list).SelectMany(f => ReadFile(list, f));

    /// <summary>Adds an asset and returns its line; a repeated reference returns the number that was given before, and no line.</summary>
    public (string Id, CmmsLine? Line) Insert(CmmsList list, IReadOnlyDictionary<string, string?> values, string? reference)
    {
        lock (Lock)
        {
            if (reference is not null && _references.TryGetValue(reference, out var existing))
                return (existing, null);
            var id = list.IdOf(_last.GetValueOrDefault(list.Name) + 1);
            var file = list.FileOf(id);
            var lines = ReadFile(list, file);
            var line = Format(list, file, lines.Count + 2, new(values) { [CmmsList.AssetNo] = id, [CmmsList.ImportRef] = reference });
            Save(list, file, [.. lines, line]);
            Remember(line);
            return (id, line);
        }
    }

    /// <summary>Changes some columns of an asset and returns its new line, unless it is not as the caller thinks it is; then null.</summary>
    /// <exception cref="KeyNotFoundException">There is no such asset.</exception>
    public CmmsLine? Update(CmmsList list, string id, IReadOnlyDictionary<string, string?> values, Func<CmmsLine, bool> expected)
    {
        lock (Lock)
        {
            var file = list.FileOf(id);
            var lines = ReadFile(list, file).ToList();
            var at = lines.FindIndex(l => l.Fault is null && l.Id == id);
            if (at < 0)
                throw new KeyNotFoundException($"cmms {file} has no asset {id}.");
            if (!expected(lines[at]))
                return null;
            var all = new Dictionary<string, string?>(lines[at].Values);
            foreach (var (column, value) in values)
                all[column] = value;
            lines[at] = Format(list, file, lines[at].Number, all);
            Save(list, file, lines);
            return lines[at];
        }
    }

    /// <summary>Writes a whole file, raw.</summary>
    public void Save(CmmsList list, string file, IEnumerable<CmmsLine> lines) => SaveRaw(list, file, lines.Select(l => l.Raw));

    /// <summary>Writes a whole file, raw.</summary>
    public void SaveRaw(CmmsList list, string file, IEnumerable<string> lines)
    {
        lock (Lock)
        {
            var path = System.IO.Path.Combine(Path, file);
            File.WriteAllLines(path + ".tmp", lines.Prepend(list.Header));
            File.Move(path + ".tmp", path, overwrite: true);
        }
    }

    private static CmmsLine Format(CmmsList list, string file, int number, Dictionary<string, string?> values) =>
        CmmsLine.Parse(list, file, number, Csv.Join(list.Columns.Select(c => AsKept(c, values.GetValueOrDefault(c)))));

    private void Remember(CmmsLine line)
    {
        if (line.Fault is not null)
            return;
        _last[line.List.Name] = Math.Max(_last.GetValueOrDefault(line.List.Name), line.List.NumberOf(line.Id) ?? 0);
        if (line[CmmsList.ImportRef] is { } reference)
            _references[reference] = line.Id;
    }
}
