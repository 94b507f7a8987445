using BuildingSync.Checking;
using Tributary;
using Tributary.Store;

namespace BuildingSync.Running;

/// <summary>What a run has to report.</summary>
internal sealed record RunResult
{
    public required Phase Import { get; init; }

    public required Phase Life { get; init; }

    public required long Edits { get; init; }

    public required Snapshot Final { get; init; }

    public required IReadOnlyList<ParkedUpdate> Parked { get; init; }

    public required IReadOnlyList<(string Queue, DeadLetter Letter)> DeadLetters { get; init; }

    public required IReadOnlyDictionary<string, long> Entities { get; init; }

    public required long Links { get; init; }

    public required ConvergenceReport Convergence { get; init; }

    public required EditReport EditCheck { get; init; }

    public int ExitCode => !Final.AtRest ? 3 : Convergence.Converged && EditCheck.Lost.Count == 0 ? 0 : 1;
}

/// <summary>A part of a run.</summary>
/// <param name="Time">How long it took until everything was at rest.</param>
/// <param name="Decisions">How many decisions were made.</param>
/// <param name="P50">The latency that half of them did not exceed, from arrival to decision.</param>
/// <param name="P99">The latency that 99 of 100 did not exceed.</param>
/// <param name="Lookups">How many native ids were translated.</param>
/// <param name="Hits">How many of them memory answered.</param>
internal sealed record Phase(TimeSpan Time, long Decisions, TimeSpan P50, TimeSpan P99, long Lookups, long Hits)
{
    public double PerSecond => Decisions / Math.Max(0.001, Time.TotalSeconds);
}
