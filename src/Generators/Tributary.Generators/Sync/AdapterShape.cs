using Tributary.Generators.Infrastructure;
using Tributary.Roslyn;

namespace Tributary.Generators.Sync;

/// <summary>All that is generated for an adapter follows from this.</summary>
/// <param name="Type">The class.</param>
/// <param name="System">Its system.</param>
/// <param name="Adapter">Its name.</param>
/// <param name="HasFlow">Whether it gets a <c>Flow</c> of its own: it can be extended and has no member of that name.</param>
/// <param name="IsHosted">Whether it is a hosted service that can be created and named; otherwise it is not registered.</param>
/// <param name="Receives">The entities that it has handlers for.</param>
/// <param name="Normalizes">The full names of the entities whose kept form it declares.</param>
internal sealed record AdapterShape(
    TypeShape Type,
    string System,
    string Adapter,
    bool HasFlow,
    bool IsHosted,
    EquatableArray<ReceivedEntity> Receives,
    EquatableArray<string> Normalizes);

/// <summary>One entity that an adapter receives.</summary>
/// <param name="Entity">Its full name.</param>
/// <param name="On">Whether changes are handled.</param>
/// <param name="OnNew">Whether new records are taken.</param>
internal sealed record ReceivedEntity(string Entity, bool On, bool OnNew);
