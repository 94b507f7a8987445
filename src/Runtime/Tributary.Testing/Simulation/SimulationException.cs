namespace Tributary.Testing;

/// <summary>A simulated run went wrong. The message has the seed, how to run it again, what was done, and what was found.</summary>
public sealed class SimulationException : Exception
{
    private const int Shown = 400;

    /// <summary>Creates the exception.</summary>
    public SimulationException(ulong seed, IReadOnlyList<string> trace, Exception inner)
        : base(Describe(seed, trace, inner), inner) => Seed = seed;

    /// <summary>The seed that failed.</summary>
    public ulong Seed { get; }

    private static string Describe(ulong seed, IReadOnlyList<string> trace, Exception inner)
    {
        var left = Math.Max(0, trace.Count - Shown);
        return $"""
            Seed {seed} failed: {inner.Message}
            Run it again with {SimulationSeeds.FirstVariable}={seed} {SimulationSeeds.CountVariable}=1.
            Its {trace.Count} actions{(left == 0 ? "" : $", without the first {left}")}:
            {string.Join('\n', trace.Skip(left))}
            """;
    }
}
