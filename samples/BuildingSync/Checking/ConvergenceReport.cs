using BuildingSync.World;

namespace BuildingSync.Checking;

/// <summary>What the convergence check found.</summary>
internal sealed record ConvergenceReport
{
    /// <summary>How many things are known: sites, devices and sensors.</summary>
    public required IReadOnlyDictionary<EntityKind, int> Things { get; init; }

    /// <summary>How many usable records each system has.</summary>
    public required IReadOnlyDictionary<string, int> Records { get; init; }

    /// <summary>How many records of each system cannot be compared, by reason: no key, unknown parent, id too long, not a number.</summary>
    public required IReadOnlyDictionary<(string System, string Reason), int> Unusable { get; init; }

    /// <summary>How many values were compared.</summary>
    public required long Compared { get; init; }

    /// <summary>How many differences there are.</summary>
    public required int Differences { get; init; }

    /// <summary>The first differences, in words.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    public bool Converged => Differences == 0;
}
