using BuildingSync.World;

namespace BuildingSync.Systems.Bms;

/// <summary>A table of the building management system and what its columns mean.</summary>
/// <param name="Name">The table.</param>
/// <param name="Kind">What its rows describe.</param>
/// <param name="ParentColumn">The column with the parent's id, or null.</param>
/// <param name="Columns">The other columns, by the neutral name of their meaning.</param>
internal sealed record BmsTable(string Name, EntityKind Kind, string? ParentColumn, IReadOnlyDictionary<string, string> Columns)
{
    public static BmsTable Sites { get; } = new("sites", EntityKind.Site, null, new Dictionary<string, string>
    {
        ["Code"] = "code",
        ["Name"] = "label",
        ["City"] = "town",
    });

    public static BmsTable Devices { get; } = new("devices", EntityKind.Device, "site_id", new Dictionary<string, string>
    {
        ["Serial"] = "serial_no",
        ["Name"] = "label",
        ["Maker"] = "maker",
        ["Note"] = "note",
    });

    public static BmsTable Points { get; } = new("points", EntityKind.Sensor, "device_id", new Dictionary<string, string>
    {
        ["SensorKey"] = "point_key",
        ["Name"] = "label",
        ["Unit"] = "unit",
        ["Low"] = "low",
        ["High"] = "high",
    });

    public static IReadOnlyList<BmsTable> All { get; } = [Sites, Devices, Points];

    public static BmsTable Of(EntityKind kind) => All[(int)kind];

    /// <summary>Every column but the id, the parent's first.</summary>
    public IReadOnlyList<string> DataColumns { get; } =
        ParentColumn is null ? [.. Columns.Values] : [ParentColumn, .. Columns.Values];
}
