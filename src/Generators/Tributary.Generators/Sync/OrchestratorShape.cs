using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>All that is generated for an orchestrator follows from this.</summary>
/// <param name="Type">The class.</param>
/// <param name="PushUpdates">Whether it pushes.</param>
/// <param name="IsUsable">Whether it has the base that orchestrators need and can be created and named; otherwise it is not registered.</param>
/// <param name="Handlers">Its methods marked [OnUpdate], one per entity.</param>
internal sealed record OrchestratorShape(TypeShape Type, bool PushUpdates, bool IsUsable, EquatableArray<HandlerShape> Handlers);

/// <summary>One method marked [OnUpdate].</summary>
/// <param name="Entity">The full name of the entity.</param>
/// <param name="Method">The method, not escaped.</param>
internal sealed record HandlerShape(string Entity, string Method);
