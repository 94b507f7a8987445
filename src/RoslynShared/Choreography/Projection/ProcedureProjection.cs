namespace Tributary.Roslyn.Choreography;

/// <summary>Projects the root, or a target, to its roles.</summary>
internal sealed class ProcedureProjection
{
    private readonly Dictionary<int, EquatableArray<int>> _guardInformed = [];

    public ProcedureProjection(ProtocolGraph graph, Participation participation, FaultLog log)
    {
        Graph = graph;
        var announced = new HashSet<int>();
        for (var role = 0; role < graph.Procedure.Roles.Count; role++)
        {
            var plan = new AnnouncementPlanner(graph, role, participation);
            announced.UnionWith(plan.Announced);
            Report(plan, role, log);
        }

        Views = [.. Enumerable.Range(0, graph.Procedure.Roles.Count).Select(role => new RoleView(graph, role, participation, announced))];
        foreach (var guard in graph.Nodes.Where(static node => node.Kind == NodeKind.Guard))
            _guardInformed[guard.Id] = Views.Where(view => view.Role != guard.From && view.TakesPartIn(guard)).Select(static view => view.Role).ToEquatableArray();
        GuardChecks.Check(graph, Views, log);
        ParallelChecks.Check(graph, participation, announced, _guardInformed, log);
    }

    public ProtocolGraph Graph { get; }

    /// <summary>What each role sees.</summary>
    public IReadOnlyList<RoleView> Views { get; }

    /// <summary>One endpoint for each role.</summary>
    public EquatableArray<Endpoint> Endpoints()
        => Views
            .Select(view => new AutomatonBuilder(view, guard => _guardInformed[guard.Id]).Build(0)
                ?? throw new InvalidOperationException("A role that has a plan has an automaton."))
            .ToEquatableArray();

    /// <summary>The messages that do nothing but tell of a decision.</summary>
    public IEnumerable<Announcement> Announcements()
        => Graph.Nodes
            .Where(node => node.Kind == NodeKind.Announce && Views[node.To].Sees(node))
            .Select(static node => new Announcement(node.Step, node.To))
            .Concat(_guardInformed.SelectMany(guard => guard.Value.SelectMany(role => new[]
            {
                new Announcement(Graph.Nodes[guard.Key].Step, role),
                new Announcement(Graph.Nodes[guard.Key].Step + 1, role),
            })));

    private void Report(AnnouncementPlanner plan, int role, FaultLog log)
    {
        plan.Conflicts.ForEach(conflict => log.Add(Graph, role, conflict));
        foreach (var choice in plan.Superfluous)
        {
            var informed = ((Choice)choice.Statement!).Informed.First(one => one.Role == role);
            log.Add(Graph, FaultKind.SuperfluousInform, informed.Span, choice.Site, null, Graph.Procedure.Roles[role].Name);
        }
    }
}
