using System.Globalization;

namespace BuildingSync.Systems.Bms;

/// <summary>One row of the building management system. SQLite lets any column hold any type, so reading checks.</summary>
internal sealed class BmsRow(BmsTable table, long id, params IReadOnlyList<(string Column, object? Value)> values)
{
    private readonly Dictionary<string, object?> _values = values.ToDictionary(v => v.Column, v => v.Value);

    public BmsTable Table { get; } = table;

    public long Id { get; } = id;

    public object? this[string column] => _values.GetValueOrDefault(column);

    /// <summary>The text of a column; null when it is empty.</summary>
    public string? Text(string column) => this[column] switch
    {
        null => null,
        string text => text,
        var other => Convert.ToString(other, CultureInfo.InvariantCulture),
    };

    /// <summary>The number in a column; null when it is empty.</summary>
    /// <exception cref="BmsDataException">The column holds something else.</exception>
    public double? Number(string column) => this[column] switch
    {
        null => null,
        double real => real,
        long whole => whole,
        var other => throw new BmsDataException(this, column, $"'{other}' is not a number"),
    };

    public override string ToString() => string.Join(';', _values.Select(v => $"{v.Key}={v.Value}"));
}

/// <summary>A row cannot be understood. The message names table, row and column.</summary>
internal sealed class BmsDataException(BmsRow row, string column, string problem)
    : Exception($"bms table {row.Table.Name}, row {row.Id}, column {column}: {problem}")
{
    public BmsRow Row { get; } = row;

    public string Column { get; } = column;

    public string Problem { get; } = problem;
}
