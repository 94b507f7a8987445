using System.ComponentModel;

namespace Tributary.Orchestrations;

/// <summary>
/// What an orchestration can await. Only types of this assembly implement it, so awaiting anything else in a method that returns
/// <see cref="Durable"/> does not compile: it could not be replayed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IDurableAwaiter
{
    /// <summary>Registers what runs when the awaited operation completes.</summary>
    internal void Subscribe(IContinuation continuation);
}

/// <summary>What runs, in a turn, when an operation has completed.</summary>
internal interface IContinuation
{
    void Run();
}
