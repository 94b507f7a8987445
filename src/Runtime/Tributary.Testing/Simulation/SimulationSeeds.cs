using System.Globalization;

namespace Tributary.Testing;

/// <summary>Runs a scenario over many seeds, side by side, and reports the first that fails.</summary>
public static class SimulationSeeds
{
    /// <summary>The environment variable with the number of seeds.</summary>
    public const string CountVariable = "TRIBUTARY_SEEDS";

    /// <summary>The environment variable with the first seed.</summary>
    public const string FirstVariable = "TRIBUTARY_FIRST_SEED";

    /// <summary>
    /// Runs a scenario for a range of seeds. The range comes from the environment where it is set there, so that a failing seed can be
    /// run again, or many more, without a change of code.
    /// </summary>
    /// <param name="count">How many seeds, unless the environment says otherwise.</param>
    /// <param name="scenario">Runs one seed from its creation to its last check; throws when something is wrong.</param>
    /// <returns>How many seeds were run.</returns>
    /// <exception cref="SimulationException">A seed failed.</exception>
    public static async Task<int> RunAsync(int count, Func<ulong, Task> scenario)
    {
        var first = Read(FirstVariable, 1);
        count = (int)Read(CountVariable, (ulong)count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount };
        await Parallel.ForAsync(0, count, options, async (i, _) => await scenario(first + (ulong)i).ConfigureAwait(false)).ConfigureAwait(false);
        return count;
    }

    private static ulong Read(string variable, ulong otherwise)
    {
        var text = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(text))
            return otherwise;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"The environment variable {variable} is '{text}'; it must be a whole number.");
    }
}
