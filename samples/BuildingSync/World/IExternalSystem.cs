namespace BuildingSync.World;

/// <summary>
/// A system as its own operators and an auditor see it. Adapters do not use this: they use what the system offers to other programs
/// (SQL, HTTP, files).
/// </summary>
internal interface IExternalSystem
{
    /// <summary>The system's name.</summary>
    string Name { get; }

    /// <summary>Reads every well-formed record from the system's own storage.</summary>
    IReadOnlyList<SystemRecord> ReadAll();

    /// <summary>An operator changes one field of one record. <c>ParentId</c> moves the record.</summary>
    Task EditAsync(EntityKind kind, string id, string field, string? value, CancellationToken cancellationToken);

    /// <summary>An operator enters a record; returns the id that the system gave.</summary>
    Task<string> CreateAsync(EntityKind kind, string? parentId, IReadOnlyDictionary<string, string?> fields, CancellationToken cancellationToken);

    /// <summary>The form in which the system keeps a value that it is given.</summary>
    string? AsKept(string field, string? value);
}
