namespace Tributary.Roslyn.Choreography;

/// <summary>What one role sees of a protocol: the nodes that it takes part in, and which of them it can be at without having seen anything in between.</summary>
internal sealed class RoleView
{
    private readonly Participation _participation;
    private readonly HashSet<int> _announced;
    private readonly int[] _seenBefore;

    /// <param name="graph">The protocol.</param>
    /// <param name="role">The role.</param>
    /// <param name="participation">Who takes part in calls.</param>
    /// <param name="announced">The announcements that are made.</param>
    public RoleView(ProtocolGraph graph, int role, Participation participation, HashSet<int> announced)
    {
        Graph = graph;
        Role = role;
        _participation = participation;
        _announced = announced;
        _seenBefore = new int[graph.Nodes.Count + 1];
        foreach (var node in graph.Nodes)
            _seenBefore[node.Id + 1] = _seenBefore[node.Id] + (Acts(node) ? 1 : 0);
    }

    public ProtocolGraph Graph { get; }

    public int Role { get; }

    /// <summary>Whether the role takes part in anything.</summary>
    public bool IsUsed => _seenBefore[_seenBefore.Length - 1] > 0;

    /// <summary>Whether the role takes part in a branch of a fork or a part of a guard.</summary>
    public bool TakesPartIn(Node owner, int part) => _seenBefore[owner.Bounds[part]] > _seenBefore[owner.Entries[part]];

    /// <summary>Whether the role takes part in a guard.</summary>
    public bool TakesPartIn(Node guard) => guard.From == Role || TakesPartIn(guard, 0) || TakesPartIn(guard, 1);

    /// <summary>The first node in a part that the role takes part in.</summary>
    public Node FirstIn(Node owner, int part)
        => Graph.Nodes.Skip(owner.Entries[part]).First(Acts);

    /// <summary>Whether the node is a step of the role.</summary>
    public bool Sees(Node node) => node.Kind switch
    {
        NodeKind.Fork => Branches(node).Count() > 1,
        NodeKind.Guard => TakesPartIn(node),
        NodeKind.PartEnd => Graph.Nodes[node.Owner] is var owner && (owner.Kind == NodeKind.Guard || Sees(owner)),
        NodeKind.End => true,
        _ => Acts(node),
    };

    /// <summary>Whether the role gets a message at the node, which it sees.</summary>
    public bool Receives(Node node)
        => node.Kind == NodeKind.TakeOver || (node.Kind is NodeKind.Message or NodeKind.Announce && node.To == Role && node.From != Role);

    /// <summary>The branches of a fork that the role takes part in.</summary>
    public IEnumerable<int> Branches(Node fork) => Enumerable.Range(0, fork.Entries.Length).Where(i => TakesPartIn(fork, i));

    /// <summary>The steps that the role may be at, without having seen anything since it was at one of these nodes.</summary>
    public Closure Closure(IReadOnlyList<int> starts)
    {
        var steps = new SortedSet<int>();
        var parents = new Dictionary<int, int>();
        var open = new Queue<int>();
        foreach (var start in starts)
            Reach(start, -1);
        while (open.Count > 0)
        {
            var node = Graph.Nodes[open.Dequeue()];
            if (Sees(node))
            {
                steps.Add(node.Id);
                continue;
            }

            foreach (var next in Unseen(node))
                Reach(next, node.Id);
        }

        return new(steps.ToEquatableArray(), parents);

        void Reach(int node, int from)
        {
            if (parents.ContainsKey(node))
                return;
            parents.Add(node, from);
            open.Enqueue(node);
        }
    }

    private IEnumerable<int> Unseen(Node node) => node.Kind switch
    {
        NodeKind.Choose => node.Entries,
        NodeKind.Fork => Branches(node).Select(i => node.Entries[i]).DefaultIfEmpty(node.Next),
        NodeKind.PartEnd => [Graph.Nodes[node.Owner].Next],
        _ => [node.Next],
    };

    private bool Acts(Node node) => node.Kind switch
    {
        NodeKind.Act or NodeKind.Choose or NodeKind.Guard => node.From == Role,
        NodeKind.Message or NodeKind.PassOn or NodeKind.TakeOver => node.From == Role || node.To == Role,
        NodeKind.Announce => (node.From == Role || node.To == Role) && _announced.Contains(node.Id),
        NodeKind.Call => _participation.Roles((Call)node.Statement!).Contains(Role),
        _ => false,
    };
}

/// <summary>Where a role may be.</summary>
/// <param name="Steps">The steps, in order.</param>
/// <param name="Parents">For each node on the way, the one before; -1 for a start.</param>
internal sealed record Closure(EquatableArray<int> Steps, IReadOnlyDictionary<int, int> Parents)
{
    /// <summary>The nodes on the way to a step, from the start.</summary>
    public List<int> PathTo(int step)
    {
        var path = new List<int>();
        for (var node = step; node >= 0; node = Parents[node])
            path.Add(node);
        path.Reverse();
        return path;
    }
}
