using BuildingSync.World;

namespace BuildingSync.Systems.Cmms;

/// <summary>A list of the maintenance system: a family of CSV files with the same columns, 25 assets to a file.</summary>
/// <param name="Name">What its files begin with.</param>
/// <param name="Prefix">What its asset numbers begin with.</param>
/// <param name="Kind">What its lines describe.</param>
/// <param name="Columns">The columns, in order.</param>
internal sealed record CmmsList(string Name, string Prefix, EntityKind Kind, IReadOnlyList<string> Columns)
{
    private const int AssetsPerFile = 25;

    public const string AssetNo = "asset_no";
    public const string ParentNo = "parent_no";
    public const string ImportRef = "import_ref";

    public static CmmsList Sites { get; } = new("sites", "ST", EntityKind.Site, [AssetNo, "descr", "town", "site_code", ImportRef]);

    public static CmmsList Devices { get; } = new("devices", "DV", EntityKind.Device, [AssetNo, ParentNo, "descr", "serial", "vendor", "remark", ImportRef]);

    public static CmmsList Sensors { get; } = new("sensors", "SE", EntityKind.Sensor, [AssetNo, ParentNo, "descr", "tag", "uom", "lo", "hi", ImportRef]);

    public static IReadOnlyList<CmmsList> All { get; } = [Sites, Devices, Sensors];

    public static CmmsList Of(EntityKind kind) => All[(int)kind];

    public string Header => Csv.Join(Columns);

    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }

        return -1;
    }

    public string IdOf(long number) => $"{Prefix}-{number:D6}";

    /// <summary>The number in an asset number, or null when it is not of this list.</summary>
    public long? NumberOf(string id) =>
        id.Length > Prefix.Length && id.StartsWith(Prefix + "-", StringComparison.Ordinal) && long.TryParse(id.AsSpan(Prefix.Length + 1), out var number) ? number : null;

    public string FileOf(string id) => $"{Name}-{(NumberOf(id) ?? 0) / AssetsPerFile:D4}.csv";
}
