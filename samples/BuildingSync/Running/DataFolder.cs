using System.Globalization;

namespace BuildingSync.Running;

/// <summary>Where everything of a run is kept, and what it was made from.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly bool _temporary;

    public DataFolder(SampleOptions options)
    {
        _temporary = options.Data is null;
        Path = options.Data is { } given ? Directory.CreateDirectory(given).FullName : Directory.CreateTempSubdirectory("building-sync-").FullName;
        foreach (var system in new[] { "bms", "oem", "cmms", "legacy", "rejects", "tributary" })
            Directory.CreateDirectory(In(system));
    }

    public string Path { get; }

    public string BmsDatabase => In("bms", "bms.db");

    public string OemStorage => In("oem", "records.jsonl");

    public string OemCursor => In("tributary", "oem.cursor");

    public string CmmsFolder => In("cmms");

    public string LegacyExport => In("legacy", "export.jsonl");

    public string Store => In("tributary", "tributary.db");

    public string Edits => In("edits.jsonl");

    /// <summary>Whether the systems have their first records. A run that was killed before that starts them anew.</summary>
    public bool IsSeeded => File.Exists(SeededMarker);

    private string SeededMarker => In("seeded.txt");

    public string Rejects(string system) => In("rejects", system + ".csv");

    /// <summary>Removes what a killed seeding left.</summary>
    public void ClearSystems()
    {
        foreach (var system in new[] { "bms", "oem", "cmms", "legacy" })
        {
            Directory.Delete(In(system), recursive: true);
            Directory.CreateDirectory(In(system));
        }
    }

    /// <summary>Notes that the systems have their first records.</summary>
    public void MarkSeeded(SampleOptions options) =>
        File.WriteAllText(SeededMarker, string.Create(CultureInfo.InvariantCulture, $"seed {options.Seed}, scale {options.Scale}\n"));

    /// <summary>Counts the runs on this folder, this one included.</summary>
    public int CountRun()
    {
        var file = In("runs.txt");
        var run = File.Exists(file) && int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var before) ? before + 1 : 1;
        File.WriteAllText(file + ".tmp", run.ToString(CultureInfo.InvariantCulture));
        File.Move(file + ".tmp", file, overwrite: true);
        return run;
    }

    public void Dispose()
    {
        if (_temporary)
            Directory.Delete(Path, recursive: true);
    }

    private string In(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);
}
