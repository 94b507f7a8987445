using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>A choreography with all that it needs to be projected.</summary>
/// <param name="Shape">The method.</param>
/// <param name="Called">The procedures that it calls, directly and through others, in the order of their keys.</param>
internal sealed record ProtocolSource(ChoreographyShape Shape, EquatableArray<Procedure> Called);

/// <summary>A choreography with its endpoints.</summary>
/// <param name="Shape">The method.</param>
/// <param name="Linked">The protocol with all calls written out; null if something is wrong.</param>
/// <param name="Endpoints">What each role does; empty if something is wrong.</param>
/// <param name="Targets">For each target of the protocol, what each of its roles does.</param>
/// <param name="Fingerprint">The hash of what the roles must agree on.</param>
/// <param name="Problem">What is wrong; null if there are endpoints.</param>
internal sealed record ProtocolModel(
    ChoreographyShape Shape,
    LinkedProtocol? Linked,
    EquatableArray<Endpoint> Endpoints,
    EquatableArray<EquatableArray<Endpoint>> Targets,
    string Fingerprint,
    string? Problem);
