namespace Tributary.Roslyn.Choreography;

/// <summary>Puts the faults of a linked protocol at their places in the text of the root.</summary>
internal sealed class FaultLog(LinkedProtocol protocol)
{
    private readonly List<Fault> _faults = [.. protocol.Faults];

    /// <summary>All faults, in the order of the source.</summary>
    public EquatableArray<Fault> All => _faults.Distinct().OrderBy(static fault => fault.Span.Start).ToEquatableArray();

    public void Add(ProtocolGraph graph, FaultKind kind, Node at, Node? other, params string[] arguments)
        => Add(graph, kind, at.Statement?.Span ?? graph.Procedure.Name, at.Site, other?.Statement?.Span, arguments);

    /// <param name="graph">The procedure.</param>
    /// <param name="kind">What is wrong.</param>
    /// <param name="span">Where, in the text that the statement comes from.</param>
    /// <param name="site">The call by which it was written out.</param>
    /// <param name="other">The other party.</param>
    /// <param name="arguments">See <see cref="FaultKind"/>.</param>
    public void Add(ProtocolGraph graph, FaultKind kind, Span span, Span? site, Span? other, params string[] arguments)
    {
        var fault = new Fault(kind, span, arguments.ToEquatableArray(), other);
        if (graph.Procedure.Name != protocol.Procedure.Name)
            site = protocol.Procedure.Name;
        if (site is null)
            _faults.Add(fault);
        else if (fault.IsError)
            _faults.Add(fault with { Span = site.Value, Other = span });
    }

    /// <summary>Reports what a role does not know.</summary>
    public void Add(ProtocolGraph graph, int role, Conflict conflict)
    {
        var roles = graph.Procedure.Roles;
        if (conflict is not { One: { } one, Other: { } other })
        {
            Add(graph, FaultKind.TooManyStates, roles[role].Parameter, null, null, roles[role].Name, AutomatonBuilder.MaxStates.ToString());
            return;
        }

        var at = conflict.Choice ?? one;
        var chooser = roles[at.From < 0 ? role : at.From].Name;
        var culprit = other.Kind is NodeKind.End or NodeKind.PartEnd ? one : other;
        switch (conflict.Kind)
        {
            case ConflictKind.Sends:
                Add(graph, FaultKind.UninformedSend, at, culprit, roles[role].Name, chooser);
                break;
            case ConflictKind.Senders:
                Add(graph, FaultKind.TwoSenders, at, culprit, roles[role].Name, roles[one.From].Name, roles[other.From].Name);
                break;
            case ConflictKind.Ends:
                Add(graph, FaultKind.EndsInOneBranch, at, culprit, roles[role].Name, chooser);
                break;
            case ConflictKind.LoopExit:
                Add(graph, FaultKind.UninformedExit, at, culprit, roles[role].Name, chooser);
                break;
            default:
                Add(graph, FaultKind.Unprojectable, at, culprit, roles[role].Name, chooser, Text(graph.Procedure, role, one), Text(graph.Procedure, role, other));
                break;
        }
    }

    private static string Text(Procedure procedure, int role, Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Message or NodeKind.PassOn or NodeKind.TakeOver:
                var name = procedure.Variables[((Message)node.Statement!).Value].Name;
                return node.From == role && node.Kind != NodeKind.TakeOver
                    ? $"sends '{name}' to {procedure.Roles[node.To].Name}"
                    : $"receives '{name}' from {procedure.Roles[node.From].Name}";
            case NodeKind.Announce:
                return node.From == role ? $"tells {procedure.Roles[node.To].Name} of a decision" : $"hears of a decision of {procedure.Roles[node.From].Name}";
            case NodeKind.Choose:
                return "decides";
            case NodeKind.Call:
                return "takes part in a call";
            case NodeKind.Fork:
                return "does several things side by side";
            case NodeKind.Guard:
                return "takes part in a guarded part";
            case NodeKind.End:
                var result = ((Return)node.Statement!).Values.Select(value => procedure.Variables[value]).FirstOrDefault(value => value.Role == role);
                return result is null ? "ends" : $"returns '{result.Name}'";
            case NodeKind.PartEnd:
                return "ends";
            default:
                return "acts by itself";
        }
    }
}
