using Tributary.Dispatch;
using Tributary.Events;
using Tributary.Store;
using Tributary.Transport;

namespace Tributary.Sync;

/// <summary>What the parts of the sync pillar share within one host.</summary>
internal sealed record SyncServices(
    IFlowStore Store,
    IFlowTransport Transport,
    FlowDispatcher Dispatcher,
    IFlowEvents Events,
    TimeProvider Clock,
    Chance Chance,
    FlowOrchestrationOptions Options,
    EntityCatalog Catalog,
    IdentityMap Identities,
    DecisionRecorder Decisions,
    AckClock Acks);
