using Tributary.Dispatch;

namespace Tributary.Sync;

/// <summary>Everything that runs for one entity type in one host.</summary>
internal abstract class EntityPipeline
{
    public abstract EntityModel Model { get; }

    /// <summary>How the dispatcher runs inbound turns.</summary>
    public abstract QueueBinding InboundBinding { get; }

    /// <summary>Makes senders wait while too many updates are undecided.</summary>
    public abstract QueueGate Gate { get; }

    /// <summary>The id under which a system knows an entity.</summary>
    public abstract ValueTask<KnownAs> NativeIdAsync(string canonicalId, string system, bool fresh, CancellationToken cancellationToken);

    /// <summary>
    /// Receives the pushes of this entity to every system that takes it, in place of the systems' adapters; for tests, where nobody else does.
    /// </summary>
    /// <param name="receive">Given the system, the native model and the delivery; returns the native id.</param>
    public abstract void ReceiveAll(Func<string, IFlowEntity, Delivery, string> receive);
}
