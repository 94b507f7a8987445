using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Tributary.Cli.Output;

namespace Tributary.Cli.Verbs;

/// <summary>Runs a verb with a report, and turns its failures into exit codes.</summary>
internal delegate Task<int> VerbRunner(ParseResult parsed, Func<Report, Task<int>> act);

/// <summary>The options and arguments that verbs share.</summary>
internal static class VerbOptions
{
    /// <summary>The SQLite file of the store.</summary>
    public static Option<string> Store() => new("--store", "-s")
    {
        Description = "The SQLite file of the store (Tributary:Store:Path of the host).",
        Required = true,
        HelpName = "file",
    };

    /// <summary>The id of an instance.</summary>
    public static Argument<string> Id()
    {
        var id = new Argument<string>("id") { Description = "The id of the instance." };
        id.Validators.Add(static result =>
        {
            if (result.GetValueOrDefault<string>() is "")
                result.AddError("The id of an instance is not empty.");
        });
        return id;
    }

    /// <summary>A point in time: a date with or without a time, UTC unless it says otherwise, or an age such as 90s, 15m, 12h or 30d.</summary>
    public static Option<DateTimeOffset?> Time(string name, string description) => new(name)
    {
        Description = description + " An ISO time (UTC unless it says otherwise), or an age such as 15m, 12h or 30d.",
        HelpName = "time",
        CustomParser = ParseTime,
    };

    private static DateTimeOffset? ParseTime(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Length > 1 && UnitOf(text[^1]) is { } unit
            && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
        {
            var now = TimeProvider.System.GetUtcNow();
            return count * unit < now - DateTimeOffset.MinValue ? now - count * unit : DateTimeOffset.MinValue;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            return time;
        result.AddError($"'{text}' is no time. Write an ISO time such as 2026-11-20T08:00, or an age such as 15m, 12h or 30d.");
        return null;
    }

    private static TimeSpan? UnitOf(char unit) => unit switch
    {
        's' => TimeSpan.FromSeconds(1),
        'm' => TimeSpan.FromMinutes(1),
        'h' => TimeSpan.FromHours(1),
        'd' => TimeSpan.FromDays(1),
        _ => null,
    };
}
