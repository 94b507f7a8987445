using Choreographies.Protocols;

namespace Choreographies.Running;

/// <summary>All samples.</summary>
public static class AllSamples
{
    /// <summary>The samples, in the order of the documentation.</summary>
    public static IReadOnlyList<Sample> List { get; } =
    [
        .. TwoBuyer.Samples,
        .. DelegatedSignIn.Samples,
        .. TwoPhaseCommit.Samples,
        .. ReplicatedStore.Samples,
        .. KeyAgreement.Samples,
        .. ThresholdSigning.Samples,
        .. MergeSort.Samples,
        .. LeaderElection.Samples,
        .. TicTacToe.Samples,
    ];

    /// <summary>A sample by its name.</summary>
    public static Sample Find(string name) => List.Single(sample => sample.Name == name);
}
