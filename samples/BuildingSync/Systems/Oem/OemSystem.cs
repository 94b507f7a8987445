using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using BuildingSync.World;

namespace BuildingSync.Systems.Oem;

/// <summary>The manufacturer's cloud as its portal's users and an auditor see it: edits go through the API, the audit reads the file.</summary>
internal sealed class OemSystem(string path, OemClient portal) : IExternalSystem
{
    private static readonly Dictionary<string, string>[] s_paths =
    [
        new() { ["Code"] = "siteCode", ["Name"] = "displayName", ["City"] = "city" },
        new() { ["ParentId"] = "site", ["Serial"] = "serialNumber", ["Name"] = "displayName", ["Maker"] = "manufacturer" },
        new()
        {
            ["ParentId"] = "device", ["SensorKey"] = "tag", ["Name"] = "displayName", ["Unit"] = "engineeringUnit", ["Low"] = "range.min",
            ["High"] = "range.max",
        },
    ];

    public static IReadOnlyList<string> Collections { get; } = ["sites", "devices", "sensors"];

    public string Name => "oem";

    public IReadOnlyList<SystemRecord> ReadAll()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return [.. OemStore.ReadFile(file).Changes
            .Where(c => c.Id is not null)
            .GroupBy(c => (c.Kind, c.Id))
            .Select(g => Neutral(g.Last()))
            .OfType<SystemRecord>()];
    }

    public async Task EditAsync(EntityKind kind, string id, string field, string? value, CancellationToken cancellationToken)
    {
        var collection = Collections[(int)kind];
        while (true)
        {
            var found = await portal.GetAsync(collection, id, cancellationToken);
            var record = JsonNode.Parse(found.Body)!.AsObject();
            Set(record, s_paths[(int)kind][field], field, value);
            if (await portal.TryReplaceAsync(collection, id, record.ToJsonString(), found.Seq, cancellationToken))
                return;
        }
    }

    public Task<string> CreateAsync(EntityKind kind, string? parentId, IReadOnlyDictionary<string, string?> fields, CancellationToken cancellationToken) =>
        portal.CreateAsync(Collections[(int)kind], Body(kind, parentId, fields), null, cancellationToken);

    public string? AsKept(string field, string? value) => value;

    /// <summary>A record as JSON text; fields that oem does not have are left out.</summary>
    public static string Body(EntityKind kind, string? parentId, IReadOnlyDictionary<string, string?> fields)
    {
        var record = new JsonObject();
        foreach (var (field, at) in s_paths[(int)kind])
        {
            var value = field == "ParentId" ? parentId : fields.GetValueOrDefault(field);
            if (value is not null)
                Set(record, at, field, value);
        }

        return record.ToJsonString();
    }

    // What is no valid JSON of its kind is no record for the audit; the adapter reports it.
    private static SystemRecord? Neutral(OemChange change)
    {
        var kind = (EntityKind)Array.IndexOf([.. Collections], change.Kind);
        if (OemValidation.FaultOf(change.Kind, change.Body) is not null)
            return null;
        var record = JsonNode.Parse(change.Body)!.AsObject();
        var fields = s_paths[(int)kind].ToDictionary(p => p.Key, p => Get(record, p.Value));
        fields.Remove("ParentId", out var parent);
        fields.Remove(SystemRecord.KeyField(kind), out var key);
        return new(kind, change.Id!, key, parent, fields);
    }

    private static string? Get(JsonObject record, string path)
    {
        JsonNode? node = record;
        foreach (var name in path.Split('.'))
            node = node?[name];
        return node switch
        {
            null => null,
            _ when node.GetValueKind() == JsonValueKind.Number => node.GetValue<double>().ToString(CultureInfo.InvariantCulture),
            _ => node.GetValue<string>(),
        };
    }

    private static void Set(JsonObject record, string path, string field, string? value)
    {
        JsonNode? typed = value is null ? null
            : field is "Low" or "High" ? JsonValue.Create(double.Parse(value, CultureInfo.InvariantCulture))
            : JsonValue.Create(value);
        if (path.Split('.') is [var outer, var inner])
        {
            if (record[outer] is not JsonObject nested)
                record[outer] = nested = [];
            nested[inner] = typed;
        }
        else
        {
            record[path] = typed;
        }
    }
}
