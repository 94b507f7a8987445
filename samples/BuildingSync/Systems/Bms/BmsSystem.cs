using System.Globalization;
using BuildingSync.World;

namespace BuildingSync.Systems.Bms;

/// <summary>The building management system as its operators and an auditor see it.</summary>
internal sealed class BmsSystem(BmsDatabase db) : IExternalSystem
{
    public string Name => "bms";

    public IReadOnlyList<SystemRecord> ReadAll() => [.. BmsTable.All.SelectMany(db.ReadAll).Select(Neutral)];

    public Task EditAsync(EntityKind kind, string id, string field, string? value, CancellationToken cancellationToken)
    {
        var table = BmsTable.Of(kind);
        var column = field == "ParentId" ? table.ParentColumn! : table.Columns[field];
        db.Edit(table, long.Parse(id, CultureInfo.InvariantCulture), column, Typed(column, value));
        return Task.CompletedTask;
    }

    public Task<string> CreateAsync(EntityKind kind, string? parentId, IReadOnlyDictionary<string, string?> fields, CancellationToken cancellationToken) =>
        Task.FromResult(db.Enter(Row(kind, 0, parentId, fields)).ToString(CultureInfo.InvariantCulture));

    /// <summary>A record as a row; id 0 lets the database give one.</summary>
    public static BmsRow Row(EntityKind kind, long id, string? parentId, IReadOnlyDictionary<string, string?> fields)
    {
        var table = BmsTable.Of(kind);
        var values = table.Columns.Select(c => (c.Value, Typed(c.Value, fields.GetValueOrDefault(c.Key)))).ToList();
        if (table.ParentColumn is { } parent)
            values.Add((parent, Typed(parent, parentId)));
        return new(table, id, values);
    }

    public string? AsKept(string field, string? value) => value;

    private static SystemRecord Neutral(BmsRow row)
    {
        var fields = row.Table.Columns.ToDictionary(c => c.Key, c => row.Text(c.Value));
        fields.Remove(SystemRecord.KeyField(row.Table.Kind), out var key);
        return new(row.Table.Kind, row.Id.ToString(CultureInfo.InvariantCulture), key,
            row.Table.ParentColumn is { } parent ? row.Text(parent) : null, fields);
    }

    private static object? Typed(string column, string? value) => column switch
    {
        _ when value is null => null,
        "low" or "high" => double.Parse(value, CultureInfo.InvariantCulture),
        "site_id" or "device_id" => long.Parse(value, CultureInfo.InvariantCulture),
        _ => value,
    };
}
