using System.Text;

namespace BuildingSync.Systems.Cmms;

/// <summary>One line of comma separated values (RFC 4180 without line breaks inside of quotes).</summary>
internal static class Csv
{
    /// <summary>Splits a line, or says what is wrong with it and where.</summary>
    public static (IReadOnlyList<string> Values, string? Fault) Split(string line)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        var at = 0;
        while (true)
        {
            value.Clear();
            if (at < line.Length && line[at] == '"')
            {
                var opened = at++;
                while (true)
                {
                    if (at >= line.Length)
                        return (values, $"the quote opened at column {opened + 1} is not closed");
                    if (line[at] != '"')
                        value.Append(line[at++]);
                    else if (at + 1 < line.Length && line[at + 1] == '"')
                        (_, at) = (value.Append('"'), at + 2);
                    else
                        break;
                }

                at++;
                if (at < line.Length && line[at] != ',')
                    return (values, $"column {at + 1} follows a closing quote without a comma");
            }
            else
            {
                while (at < line.Length && line[at] != ',')
                    value.Append(line[at++]);
            }

            values.Add(value.ToString());
            if (at >= line.Length)
                return (values, null);
            at++;
        }
    }

    /// <summary>Joins values to a line. Line breaks become spaces.</summary>
    public static string Join(IEnumerable<string?> values) => string.Join(',', values.Select(Quote));

    private static string Quote(string? value)
    {
        value = value?.ReplaceLineEndings(" ") ?? "";
        return value.AsSpan().IndexOfAny(',', '"') >= 0 ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;
    }
}
