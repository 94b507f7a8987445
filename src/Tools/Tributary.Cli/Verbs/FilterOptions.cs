using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tributary.Cli.Verbs;

/// <summary>The options that choose instances.</summary>
internal sealed class FilterOptions
{
    private readonly Option<InstanceStatus[]> _status = new("--status")
    {
        Description = "In one of these states; several may follow.",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<string?> _name = new("--name") { Description = "Of this orchestration." };
    private readonly Option<int?> _version = new("--version") { Description = "On this version of the orchestration." };
    private readonly Option<string?> _prefix = new("--prefix") { Description = "Whose id starts so." };
    private readonly Option<DateTimeOffset?> _createdFrom = VerbOptions.Time("--created-from", "Started at this time or later.");
    private readonly Option<DateTimeOffset?> _createdBefore = VerbOptions.Time("--created-before", "Started before this time.");
    private readonly Option<DateTimeOffset?> _updatedBefore = VerbOptions.Time("--updated-before", "Whose status last changed before this time.");

    /// <summary>Adds the options to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in All)
            verb.Add(option);
    }

    /// <summary>Whether the command line chooses at all.</summary>
    public bool AreGiven(CommandResult verb) => All.Any(option => verb.GetResult(option) is { Implicit: false });

    /// <summary>What the command line chooses.</summary>
    public InstanceFilter Read(ParseResult parsed) => new()
    {
        Statuses = parsed.GetValue(_status) is { Length: > 0 } statuses ? statuses : null,
        Name = parsed.GetValue(_name),
        Version = parsed.GetValue(_version),
        IdPrefix = parsed.GetValue(_prefix),
        CreatedFrom = parsed.GetValue(_createdFrom),
        CreatedBefore = parsed.GetValue(_createdBefore),
        UpdatedBefore = parsed.GetValue(_updatedBefore),
    };

    private Option[] All => [_status, _name, _version, _prefix, _createdFrom, _createdBefore, _updatedBefore];
}
