using System.Globalization;

namespace BuildingSync.Systems.Cmms;

/// <summary>One line of a CSV file: an asset, or something that cannot be read as one and is kept as it is.</summary>
/// <param name="List">The list that the file belongs to.</param>
/// <param name="File">The file's name.</param>
/// <param name="Number">The line's number, counted from 1; the header is line 1.</param>
/// <param name="Raw">The text.</param>
internal sealed record CmmsLine(CmmsList List, string File, int Number, string Raw)
{
    private IReadOnlyList<string> _values = [];

    public string Id => this[CmmsList.AssetNo] ?? "";

    /// <summary>Why the line is no asset, or null.</summary>
    public CmmsDataException? Fault { get; private init; }

    /// <summary>The value in a column; null when it is empty.</summary>
    public string? this[string column] =>
        List.IndexOf(column) is >= 0 and var i && i < _values.Count && _values[i].Length > 0 ? _values[i] : null;

    /// <summary>The number in a column; null when it is empty.</summary>
    /// <exception cref="CmmsDataException">The column holds something else.</exception>
    public double? Real(string column) => this[column] is not { } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number
        : throw new CmmsDataException(File, Number, column, $"'{text}' is not a number", Raw);

    public static CmmsLine Parse(CmmsList list, string file, int number, string raw)
    {
        var (values, fault) = Csv.Split(raw);
        var (column, problem) = fault is not null ? (list.Columns[Math.Min(values.Count, list.Columns.Count - 1)], fault)
            : values.Count != list.Columns.Count ? ("", $"{values.Count} values where the header has {list.Columns.Count}")
            : values[0].Length == 0 ? (CmmsList.AssetNo, "is missing")
            : ("", null);
        return new CmmsLine(list, file, number, raw)
        {
            _values = values,
            Fault = problem is null ? null : new CmmsDataException(file, number, column, problem, raw),
        };
    }

    /// <summary>The same line with one more fault.</summary>
    public CmmsLine Refused(string column, string problem) => this with { Fault = new CmmsDataException(File, Number, column, problem, Raw) };

    public IReadOnlyDictionary<string, string?> Values => List.Columns.ToDictionary(c => c, c => this[c]);
}

/// <summary>A line cannot be understood. The message names file, line and column.</summary>
internal sealed class CmmsDataException(string file, int line, string column, string problem, string raw)
    : Exception($"cmms {file}, line {line}{(column.Length > 0 ? $", column {column}" : "")}: {problem}")
{
    public string File { get; } = file;

    public int Line { get; } = line;

    public string Column { get; } = column;

    public string Problem { get; } = problem;

    public string Raw { get; } = raw;
}
