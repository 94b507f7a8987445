namespace BuildingSync.Adapters;

/// <summary>Counts what goes through a system's door, for the live table. Safe to use from any thread.</summary>
internal sealed class AdapterCounter(string system, Rejects rejects)
{
    private long _received;
    private long _pushed;

    public string System { get; } = system;

    /// <summary>The records that could not be read.</summary>
    public Rejects Rejects { get; } = rejects;

    /// <summary>Records that came from the system.</summary>
    public long Received => Interlocked.Read(ref _received);

    /// <summary>Records that were written into the system.</summary>
    public long Pushed => Interlocked.Read(ref _pushed);

    public void AddReceived(int records) => Interlocked.Add(ref _received, records);

    public void AddPushed() => Interlocked.Increment(ref _pushed);
}
