using BuildingSync.Systems.Cmms;

namespace BuildingSync.Adapters;

/// <summary>
/// Keeps the records that cannot be read as an entity, with the place, the reason and the raw text, in a CSV file beside the system's
/// own data. A record that is met again in the same state is kept once. Safe to use from any thread.
/// </summary>
internal sealed class Rejects
{
    private readonly HashSet<string> _known;
    private readonly Lock _lock = new();

    public Rejects(string file)
    {
        File = file;
        if (!System.IO.File.Exists(file))
            System.IO.File.WriteAllText(file, "source,line,field,reason,raw\n");
        _known = [.. System.IO.File.ReadLines(file).Skip(1)];
    }

    public string File { get; }

    public int Count
    {
        get
        {
            lock (_lock)
                return _known.Count;
        }
    }

    /// <summary>Keeps a record.</summary>
    /// <param name="source">The file, table or address it came from.</param>
    /// <param name="line">The line or the row's id there.</param>
    /// <param name="field">The field that is wrong; empty when it is the record as a whole.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="raw">The record as it was found.</param>
    public void Add(string source, string line, string field, string reason, string raw)
    {
        var entry = Csv.Join([source, line, field, reason, raw]);
        lock (_lock)
        {
            if (_known.Add(entry))
                System.IO.File.AppendAllText(File, entry + "\n");
        }
    }
}
