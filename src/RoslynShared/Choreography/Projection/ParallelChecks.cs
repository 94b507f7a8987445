namespace Tributary.Roslyn.Choreography;

/// <summary>
/// Whether branches that run side by side keep out of each other's way: no direction between two roles in both, and no variable that one
/// sets and another uses. Then the branches cannot wait for each other either, because each is a protocol of its own.
/// </summary>
internal static class ParallelChecks
{
    public static void Check(
        ProtocolGraph graph, Participation participation, HashSet<int> announced, IReadOnlyDictionary<int, EquatableArray<int>> guardInformed, FaultLog log)
    {
        foreach (var fork in graph.Nodes.Where(static node => node.Kind == NodeKind.Fork))
        {
            CheckEdges(graph, fork, Edges, log);
            CheckVariables(graph, fork, log);
        }

        IEnumerable<(int From, int To)> Edges(Node node) => node.Kind switch
        {
            NodeKind.Message or NodeKind.PassOn => [(node.From, node.To)],
            NodeKind.Announce when announced.Contains(node.Id) => [(node.From, node.To)],
            NodeKind.Call => participation.Edges((Call)node.Statement!),
            NodeKind.Guard => guardInformed[node.Id].Select(to => (node.From, to)),
            _ => [],
        };
    }

    private static void CheckEdges(ProtocolGraph graph, Node fork, Func<Node, IEnumerable<(int From, int To)>> edges, FaultLog log)
    {
        var users = new Dictionary<(int From, int To), (int Branch, Node Node)>();
        var reported = new HashSet<(int, int)>();
        for (var i = 0; i < fork.Entries.Length; i++)
        {
            foreach (var node in Inside(graph, fork, i))
            {
                foreach (var edge in edges(node))
                {
                    if (!users.TryGetValue(edge, out var user))
                        users.Add(edge, (i, node));
                    else if (user.Branch != i && reported.Add(edge))
                        log.Add(graph, FaultKind.SharedEdge, node, user.Node, graph.Procedure.Roles[edge.From].Name, graph.Procedure.Roles[edge.To].Name);
                }
            }
        }
    }

    private static void CheckVariables(ProtocolGraph graph, Node fork, FaultLog log)
    {
        var setters = new Dictionary<int, (int Branch, Node Node)>();
        for (var i = 0; i < fork.Entries.Length; i++)
        {
            foreach (var node in Inside(graph, fork, i).Where(static node => node.Kind != NodeKind.PartEnd && node.Statement is not null))
            {
                foreach (var variable in node.Statement!.Sets())
                {
                    if (!setters.ContainsKey(variable))
                        setters.Add(variable, (i, node));
                }
            }
        }

        var reported = new HashSet<int>();
        for (var i = 0; i < fork.Entries.Length; i++)
        {
            foreach (var node in Inside(graph, fork, i).Where(static node => node.Kind != NodeKind.PartEnd && node.Statement is not null))
            {
                foreach (var variable in node.Statement!.Reads().Concat(node.Statement!.Sets()))
                {
                    if (setters.TryGetValue(variable, out var setter) && setter.Branch != i && reported.Add(variable))
                        log.Add(graph, FaultKind.SharedVariable, node, setter.Node, graph.Procedure.Variables[variable].Name);
                }
            }
        }
    }

    private static IEnumerable<Node> Inside(ProtocolGraph graph, Node fork, int branch)
        => graph.Nodes.Skip(fork.Entries[branch]).Take(fork.Bounds[branch] - fork.Entries[branch]);
}
