namespace Tributary.Orchestrations;

/// <summary>Which execution of which instance this is.</summary>
/// <param name="Instance">The instance's id.</param>
/// <param name="Number">The number of the execution, from 1; continue-as-new and rewind begin the next.</param>
/// <param name="Name">The orchestration's name.</param>
/// <param name="Version">The orchestration's version.</param>
internal sealed record ExecutionIdentity(string Instance, int Number, string Name, int Version);

/// <summary>The code of an orchestration without its types.</summary>
internal interface IFlowBody
{
    string Name { get; }

    int Version { get; }

    /// <summary>Runs the code up to its first suspension.</summary>
    Durable Begin(OrchestrationContext context, ReadOnlyMemory<byte> input);

    /// <summary>Encodes the result of the code, which has returned.</summary>
    byte[] EncodeResult(Durable main);
}
