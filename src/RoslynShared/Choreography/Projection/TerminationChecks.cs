namespace Tributary.Roslyn.Choreography;

/// <summary>Whether a protocol comes to an end, and whether all of it is reached.</summary>
internal sealed class TerminationChecks
{
    private readonly HashSet<string> _known = [];
    private readonly HashSet<string> _returning = [];

    private TerminationChecks(LinkedProtocol protocol, IReadOnlyList<ProtocolGraph> graphs)
    {
        _known.UnionWith(protocol.Targets.Select(static target => target.Key));
        while (graphs.Skip(1).Any(graph => Reached(graph, 0).Any(node => node.Kind == NodeKind.End) && _returning.Add(graph.Procedure.Key)))
        {
        }
    }

    public static void Check(LinkedProtocol protocol, IReadOnlyList<ProtocolGraph> graphs, FaultLog log)
    {
        var checks = new TerminationChecks(protocol, graphs);
        foreach (var graph in graphs)
        {
            checks.CheckReached(graph, log);
            if (!protocol.Procedure.IsEndless)
                checks.CheckEnds(graph, log);
        }
    }

    private void CheckReached(ProtocolGraph graph, FaultLog log)
    {
        var reached = new HashSet<int>(Reached(graph, 0, inside: true).Select(static node => node.Id));
        foreach (var place in graph.Places)
        {
            if (!reached.Contains(place.Entry) && reached.Contains(place.Before) && !place.IsWrittenOut && place.Statement is not (Return or Break or Continue or Copy))
                log.Add(graph, FaultKind.Unreachable, place.Statement.Span, null, null);
        }
    }

    /// <summary>From everywhere, the end must be within reach. Only a part that may be given up can do without.</summary>
    private void CheckEnds(ProtocolGraph graph, FaultLog log)
    {
        foreach (var entry in graph.Nodes.Where(static node => node.Kind == NodeKind.Fork).SelectMany(static fork => fork.Entries).Prepend(0))
        {
            var lost = Lost(graph, Reached(graph, entry));
            var culprit = lost.Find(static node => node.Statement is Loop) ?? lost.Find(static node => node.Kind == NodeKind.Call) ?? lost.FirstOrDefault();
            if (culprit is null)
                continue;
            log.Add(graph, FaultKind.Endless, culprit, null);
            return;
        }
    }

    /// <summary>The nodes from which no end is within reach, in the order of the source.</summary>
    private List<Node> Lost(ProtocolGraph graph, List<Node> reached)
    {
        var before = reached.SelectMany(node => Following(graph, node, inside: false).Select(next => (Node: node.Id, Next: next))).ToLookup(static pair => pair.Next, static pair => pair.Node);
        var saved = new HashSet<int>();
        var open = new Stack<int>(reached.Where(static node => node.Kind is NodeKind.End or NodeKind.PartEnd).Select(static node => node.Id));
        while (open.Count > 0)
        {
            var node = open.Pop();
            if (!saved.Add(node))
                continue;
            foreach (var previous in before[node])
                open.Push(previous);
        }

        return [.. reached.Where(node => !saved.Contains(node.Id)).OrderBy(static node => node.Id)];
    }

    /// <summary>The nodes that a run can reach from a node. A fork is passed when each of its branches can end.</summary>
    private List<Node> Reached(ProtocolGraph graph, int start, bool inside = false)
    {
        var seen = new HashSet<int>();
        var reached = new List<Node>();
        var open = new Stack<int>([start]);
        while (open.Count > 0)
        {
            var id = open.Pop();
            if (id < 0 || !seen.Add(id))
                continue;
            var node = graph.Nodes[id];
            reached.Add(node);
            foreach (var next in Following(graph, node, inside))
                open.Push(next);
        }

        return reached;
    }

    private IEnumerable<int> Following(ProtocolGraph graph, Node node, bool inside) => node.Kind switch
    {
        NodeKind.Choose => node.Entries,
        NodeKind.Fork => (inside ? node.Entries : []).Concat(node.Entries.All(entry => CanEnd(graph, entry)) ? [node.Next] : []),
        NodeKind.Guard => (inside ? node.Entries : node.Entries.Skip(1)).Concat(CanEnd(graph, node.Entries[0]) ? [node.Next] : []),
        NodeKind.Call when node.Statement is Call call && _known.Contains(call.Target) && !_returning.Contains(call.Target) => [],
        _ => [node.Next],
    };

    private bool CanEnd(ProtocolGraph graph, int entry) => Reached(graph, entry).Exists(static node => node.Kind == NodeKind.PartEnd);
}
