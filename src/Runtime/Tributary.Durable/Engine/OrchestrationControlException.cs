namespace Tributary.Orchestrations;

/// <summary>Ends a turn from inside of the code. A catch-all that swallows it changes nothing: the engine looks for itself.</summary>
internal abstract class OrchestrationControlException(string message) : Exception(message);

/// <summary>The code does not do what its history says.</summary>
internal sealed class DivergenceException(string instance, HistoryDifference difference)
    : OrchestrationControlException($"The code of instance '{instance}' differs from its history. {difference}")
{
    public HistoryDifference Difference { get; } = difference;
}
