namespace Tributary.Roslyn.Choreography;

/// <summary>Makes one endpoint for each role of a linked protocol.</summary>
internal static class Projector
{
    /// <summary>Projects a protocol to its roles.</summary>
    public static ProjectionResult Project(LinkedProtocol protocol)
    {
        var steps = ProtocolSteps.Of(protocol);
        var participation = new Participation(protocol);
        var log = new FaultLog(protocol);
        var projections = protocol.Targets.Prepend(protocol.Procedure)
            .Select(procedure => new ProcedureProjection(ProtocolGraph.Of(procedure, steps), participation, log))
            .ToList();
        TerminationChecks.Check(protocol, [.. projections.Select(static one => one.Graph)], log);
        var root = projections[0];
        for (var role = 0; role < protocol.Procedure.Roles.Count; role++)
        {
            if (!root.Views[role].IsUsed)
                log.Add(root.Graph, FaultKind.UnusedRole, protocol.Procedure.Roles[role].Parameter, null, null, protocol.Procedure.Roles[role].Name);
        }

        var faults = log.All;
        if (faults.Any(static fault => fault.IsError))
            return new(EquatableArray<Endpoint>.Empty, EquatableArray<EquatableArray<Endpoint>>.Empty, EquatableArray<Announcement>.Empty, faults);
        return new(
            root.Endpoints(),
            projections.Skip(1).Select(static one => one.Endpoints()).ToEquatableArray(),
            projections.SelectMany(static one => one.Announcements()).OrderBy(static one => one.Step).ToEquatableArray(),
            faults);
    }
}
