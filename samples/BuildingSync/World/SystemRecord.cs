namespace BuildingSync.World;

/// <summary>One record as a system keeps it, in neutral terms, for the operators and for the convergence check.</summary>
/// <param name="Kind">What it describes.</param>
/// <param name="Id">The system's own id.</param>
/// <param name="Key">The serial number, code or tag by which it can be recognised elsewhere; null when the system lost it.</param>
/// <param name="ParentId">The system's own id of its parent.</param>
/// <param name="Fields">The other fields that the system has, by neutral name.</param>
internal sealed record SystemRecord(EntityKind Kind, string Id, string? Key, string? ParentId, IReadOnlyDictionary<string, string?> Fields)
{
    /// <summary>The neutral name of the key field of a kind.</summary>
    public static string KeyField(EntityKind kind) => kind switch
    {
        EntityKind.Site => "Code",
        EntityKind.Device => "Serial",
        _ => "SensorKey",
    };
}
