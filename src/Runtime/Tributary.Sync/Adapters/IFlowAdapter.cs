using System.ComponentModel;

namespace Tributary.Sync;

/// <summary>Implemented by generated code on partial adapters: how the host hands an adapter its own flow.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFlowAdapter
{
    /// <summary>Called once by the host, before the adapter starts.</summary>
    void Attach(AdapterFlow flow);
}
