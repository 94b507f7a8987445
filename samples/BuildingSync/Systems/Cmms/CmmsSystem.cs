using BuildingSync.World;

namespace BuildingSync.Systems.Cmms;

/// <summary>The maintenance system as its operators and an auditor see it.</summary>
internal sealed class CmmsSystem(CmmsFolder folder) : IExternalSystem
{
    private static readonly Dictionary<string, string>[] s_columns =
    [
        new() { ["Code"] = "site_code", ["Name"] = "descr", ["City"] = "town" },
        new() { ["ParentId"] = CmmsList.ParentNo, ["Serial"] = "serial", ["Name"] = "descr", ["Maker"] = "vendor", ["Note"] = "remark" },
        new()
        {
            ["ParentId"] = CmmsList.ParentNo, ["SensorKey"] = "tag", ["Name"] = "descr", ["Unit"] = "uom", ["Low"] = "lo", ["High"] = "hi",
        },
    ];

    public string Name => "cmms";

    public IReadOnlyList<SystemRecord> ReadAll() =>
        [.. CmmsList.All.SelectMany(folder.ReadList).Where(l => l.Fault is null).Select(Neutral)];

    public Task EditAsync(EntityKind kind, string id, string field, string? value, CancellationToken cancellationToken)
    {
        folder.Update(CmmsList.Of(kind), id, new Dictionary<string, string?> { [s_columns[(int)kind][field]] = value }, _ => true);
        return Task.CompletedTask;
    }

    public Task<string> CreateAsync(EntityKind kind, string? parentId, IReadOnlyDictionary<string, string?> fields, CancellationToken cancellationToken) =>
        Task.FromResult(folder.Insert(CmmsList.Of(kind), Values(kind, parentId, fields), null).Id);

    public string? AsKept(string field, string? value) => field == "Name" ? CmmsFolder.AsKept("descr", value) : value;

    /// <summary>A record by columns.</summary>
    public static Dictionary<string, string?> Values(EntityKind kind, string? parentId, IReadOnlyDictionary<string, string?> fields) =>
        s_columns[(int)kind].ToDictionary(c => c.Value, c => c.Key == "ParentId" ? parentId : fields.GetValueOrDefault(c.Key));

    private static SystemRecord Neutral(CmmsLine line)
    {
        var kind = line.List.Kind;
        var fields = s_columns[(int)kind].ToDictionary(c => c.Key, c => line[c.Value]);
        fields.Remove("ParentId", out var parent);
        fields.Remove(SystemRecord.KeyField(kind), out var key);
        return new(kind, line.Id, key, parent, fields);
    }
}
