using System.Text.Json;
using BuildingSync.Systems.Bms;
using BuildingSync.Systems.Cmms;
using BuildingSync.Systems.Oem;
using BuildingSync.World;

namespace BuildingSync.Seeding;

/// <summary>Writes a plan into the storages of the systems, with the dirt that each of them has gathered over the years.</summary>
internal static class Seeder
{
    public static void SeedBms(BmsDatabase db, IReadOnlyList<SeedRecord> records)
    {
        db.EnterMany(records.Select(r => BmsSystem.Row(r.Kind, long.Parse(r.Id), r.ParentId, r.Fields)));
        db.EnterMany(Enumerable.Range(1, Dirt(records)).SelectMany(n => new BmsRow[]
        {
            new(BmsTable.Devices, 0, ("site_id", 1L), ("label", $"Spare pump {n}, serial plate lost")),
            new(BmsTable.Points, 0, ("device_id", 900_000_000L + n), ("point_key", $"BMS-LOST/{n}"), ("label", "Point of a device that was deleted")),
            new(BmsTable.Points, 0, ("device_id", 1L), ("point_key", $"BMS-WARM/{n}"), ("label", "Limit typed as text"), ("low", "warm")),
        }));
    }

    public static void SeedOem(OemStore store, IReadOnlyList<SeedRecord> records)
    {
        store.TakeOver(records.Select(r => (OemSystem.Collections[(int)r.Kind], (string?)r.Id, OemSystem.Body(r.Kind, r.ParentId, r.Fields))));
        var device = records.First(r => r.Kind == EntityKind.Device).Id;
        store.TakeOver(Enumerable.Range(1, Dirt(records)).SelectMany(n => new (string, string?, string)[]
        {
            ("sensors", $"se-cut{n}", $"{{\"device\":\"{device}\",\"tag\":\"OEM-CUT/{n}\",\"disp"),
            ("sensors", $"se-type{n}", $"{{\"device\":\"{device}\",\"tag\":\"OEM-TYPE/{n}\",\"range\":{{\"min\":\"low\"}}}}"),
            ("sensors", null, $"{{\"device\":\"{device}\",\"tag\":\"OEM-NOID/{n}\"}}"),
            ("sensors", $"se-lost{n}", $"{{\"device\":\"de-unknown{n}\",\"tag\":\"OEM-LOST/{n}\",\"displayName\":\"Sensor of an unknown device\"}}"),
            ("sensors", $"se-{n}-{new string('x', 10_000)}", $"{{\"device\":\"{device}\",\"tag\":\"OEM-LONG/{n}\",\"displayName\":\"Sensor with a very long id\"}}"),
            ("devices", $"de-blank{n}", "{\"site\":null,\"serialNumber\":\"  \",\"displayName\":\"Device without a serial number\"}"),
        }));
    }

    public static void SeedCmms(CmmsFolder folder, IReadOnlyList<SeedRecord> records)
    {
        foreach (var file in records.GroupBy(r => (List: CmmsList.Of(r.Kind), File: CmmsList.Of(r.Kind).FileOf(r.Id))))
        {
            folder.SaveRaw(file.Key.List, file.Key.File, file.Select(r => Line(file.Key.List,
                CmmsSystem.Values(r.Kind, r.ParentId, r.Fields), r.Id)));
        }

        var sensors = CmmsList.Sensors;
        var parent = records.First(r => r.Kind == EntityKind.Device).Id;
        var first = records.First(r => r.Kind == EntityKind.Sensor).Id;
        var target = sensors.FileOf(first);
        string[] lines = [.. folder.ReadFile(sensors, target).Select(l => l.Raw)];
        folder.SaveRaw(sensors, target, lines.Concat(Enumerable.Range(1, Dirt(records)).SelectMany(n => new[]
        {
            $"SE-9{n:D5},{parent},\"Quote never closed,CMMS-QUOTE/{n},kPa,1,2,",
            $"SE-8{n:D5},{parent},Too few columns",
            $",{parent},Number missing,CMMS-NOID/{n},kPa,1,2,",
            $"{first},{parent},Asset number used twice,CMMS-TWICE/{n},kPa,1,2,",
        })));
        folder.SaveRaw(sensors, sensors.FileOf("SE-700001"), Enumerable.Range(1, Dirt(records)).SelectMany(n => new[]
        {
            $"SE-70000{n},{parent},Limit typed as text,CMMS-TYPE/{n},kPa,about 3,9,",
            $"SE-70001{n},DV-999999,Unknown device,CMMS-LOST/{n},kPa,1,2,",
        }));
    }

    /// <summary>A system that is being switched off: its export still arrives, nothing of it may be taken over.</summary>
    public static void SeedLegacy(string file, IReadOnlyList<SeedRecord> bms) => File.WriteAllLines(file, bms
        .Where(r => r.Kind == EntityKind.Site)
        .Select(r => JsonSerializer.Serialize(new OemSite(r.Fields["Code"], "LEGACY " + r.Fields["Name"], "LEGACY"), OemJson.Default.OemSite))
        .Append("{\"siteCode\": \"SITE-0001\", \"displayName\": "));

    private static string Line(CmmsList list, Dictionary<string, string?> values, string id)
    {
        values[CmmsList.AssetNo] = id;
        return Csv.Join(list.Columns.Select(c => CmmsFolder.AsKept(c, values.GetValueOrDefault(c))));
    }

    private static int Dirt(IReadOnlyList<SeedRecord> records) => Math.Clamp(records.Count / 2000, 1, 9);
}
