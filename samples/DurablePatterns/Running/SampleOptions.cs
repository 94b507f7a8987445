using System.Globalization;

namespace DurablePatterns.Running;

/// <summary>What the command line says.</summary>
internal sealed record SampleOptions
{
    public const string Help =
        """
        The patterns of durable orchestrations, side by side on one SQLite file.

          --instances <n>    How many instances of each pattern run side by side. Default: 5.
          --seconds <s>      For how long each instance that has ended is followed by a new one. Default: 0, so that each runs once.
          --data <folder>    Where everything is kept; a run on a used folder goes on from there. Default: a new temporary folder.
          --help             Show this.

        Exit codes: 0 all is right, 1 a result is wrong or an effect is missing or doubled, 2 wrong usage or a fault of the surroundings,
        3 an instance does not end.
        """;

    public int Instances { get; private init; } = 5;

    public TimeSpan Duration { get; private init; }

    public string? Data { get; private init; }

    public bool ShowHelp { get; private init; }

    /// <summary>Reads the command line.</summary>
    /// <exception cref="UsageException">An option is unknown, has no value, or a wrong one.</exception>
    public static SampleOptions Parse(IReadOnlyList<string> args)
    {
        var options = new SampleOptions();
        for (var i = 0; i < args.Count; i++)
        {
            var name = args[i];
            string Value() => ++i < args.Count ? args[i] : throw new UsageException($"{name} needs a value.");
            int Number(int least, int most) =>
                Value() is var text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                    ? number
                    : throw new UsageException($"{name} must be a whole number from {least} to {most}, not '{text}'.");

            options = name switch
            {
                "--instances" => options with { Instances = Number(1, 10_000) },
                "--seconds" => options with { Duration = TimeSpan.FromSeconds(Number(0, 86_400)) },
                "--data" => options with { Data = Value() },
                "--help" or "-h" => options with { ShowHelp = true },
                _ => throw new UsageException($"'{name}' is no option of this program."),
            };
        }

        return options;
    }
}

/// <summary>The command line cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
