using System.Globalization;

namespace BuildingSync.Running;

/// <summary>What the command line says.</summary>
internal sealed record SampleOptions
{
    public const string Help =
        """
        Three building systems with their own ids, shapes and faults become consistent through one canonical model.

          --data <folder>     Where everything is kept; a run on a used folder goes on from there. Default: a new temporary folder.
          --scale <number>    1 means 200 sites, 2,000 devices and 20,000 sensors. Default: 1.
          --seed <number>     The seed of all made-up data and edits. Default: 1.
          --duration <s>      For how many seconds people edit in all three systems. Default: 15.
          --rate <number>     Edits per second. Default: 100.
          --port <number>     The port of the manufacturer's API on the loopback. Default: any free one.
          --watch             Go on until Ctrl-C.
          --help              Show this.

        Exit codes: 0 consistent, 1 the systems differ or an edit was lost, 2 wrong usage or a fault of the surroundings, 3 work did not come to rest.
        """;

    public string? Data { get; private init; }

    public double Scale { get; private init; } = 1;

    public int Seed { get; private init; } = 1;

    public TimeSpan Duration { get; private init; } = TimeSpan.FromSeconds(15);

    public double Rate { get; private init; } = 100;

    public int Port { get; private init; }

    public bool Watch { get; private init; }

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
            double Number(double least, double most) =>
                Value() is var text && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                    ? number
                    : throw new UsageException($"{name} must be a number from {least} to {most}, not '{text}'.");

            options = name switch
            {
                "--data" => options with { Data = Value() },
                "--scale" => options with { Scale = Number(0.001, 10) },
                "--seed" => options with { Seed = (int)Number(0, int.MaxValue) },
                "--duration" => options with { Duration = TimeSpan.FromSeconds(Number(0, 86_400)) },
                "--rate" => options with { Rate = Number(0.1, 100_000) },
                "--port" => options with { Port = (int)Number(0, 65_535) },
                "--watch" => options with { Watch = true },
                "--help" or "-h" => options with { ShowHelp = true },
                _ => throw new UsageException($"'{name}' is no option of this program."),
            };
        }

        return options;
    }
}

/// <summary>The command line cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
