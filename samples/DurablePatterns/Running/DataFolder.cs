namespace DurablePatterns.Running;

/// <summary>Where everything of a run is kept.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly bool _temporary;

    public DataFolder(SampleOptions options)
    {
        _temporary = options.Data is null;
        Path = options.Data is { } given ? Directory.CreateDirectory(given).FullName : Directory.CreateTempSubdirectory("durable-patterns-").FullName;
        IsUsed = File.Exists(Store);
    }

    public string Path { get; }

    /// <summary>Whether an earlier run was here.</summary>
    public bool IsUsed { get; }

    public string Store => System.IO.Path.Combine(Path, "tributary.db");

    public string Effects => System.IO.Path.Combine(Path, "effects.db");

    public void Dispose()
    {
        if (_temporary)
            Directory.Delete(Path, recursive: true);
    }
}
