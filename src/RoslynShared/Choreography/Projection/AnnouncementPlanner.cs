namespace Tributary.Roslyn.Choreography;

/// <summary>Finds out which announcements of decisions one role needs: no more than it cannot do without.</summary>
internal sealed class AnnouncementPlanner
{
    private readonly ProtocolGraph _graph;
    private readonly int _role;
    private readonly Participation _participation;
    private readonly ILookup<int, int> _announcements;

    public AnnouncementPlanner(ProtocolGraph graph, int role, Participation participation)
    {
        _graph = graph;
        _role = role;
        _participation = participation;
        _announcements = graph.Nodes.Where(node => node.Kind == NodeKind.Announce && node.To == role).ToLookup(static node => node.Owner, static node => node.Id);
        Plan();
        if (Conflicts.Count == 0)
            Minimise();
    }

    /// <summary>The nodes of the announcements that are made to the role.</summary>
    public HashSet<int> Announced { get; } = [];

    /// <summary>What the role does not know, and is not told.</summary>
    public List<Conflict> Conflicts { get; } = [];

    /// <summary>The choices of which the source tells the role, though that makes no difference.</summary>
    public List<Node> Superfluous { get; } = [];

    private void Plan()
    {
        foreach (var choice in Choices().Where(IsTold))
            Announced.UnionWith(_announcements[choice.Id]);

        // As if the role had been told of the choice that it misses: so each further fault is one of its own.
        while (Build() is { } conflict)
        {
            var count = Announced.Count;
            if (conflict.Choice is not null)
                Announced.UnionWith(_announcements[conflict.Choice.Id]);
            if (Announced.Count == count || !conflict.Choice!.InformsAutomatically)
                Conflicts.Add(conflict);
            if (Announced.Count == count)
                return;
        }
    }

    private void Minimise()
    {
        // One that is gone can make another superfluous that was looked at before.
        var count = -1;
        while (count != Announced.Count)
        {
            count = Announced.Count;
            foreach (var choice in Choices())
            {
                var announcements = _announcements[choice.Id].Where(Announced.Contains).ToList();
                if (announcements.Count > 0 && !CanDo(without: announcements))
                    announcements.ForEach(one => CanDo([one]));
            }
        }

        var view = View();
        Superfluous.AddRange(Choices().Where(choice => IsTold(choice) && !_announcements[choice.Id].Any(Announced.Contains) && !IsFused(view, choice)));
    }

    private IEnumerable<Node> Choices() => _graph.Nodes.Where(node => node.Kind == NodeKind.Choose && node.From != _role);

    private bool IsTold(Node choice) => ((Choice)choice.Statement!).Informed.Any(one => one.Role == _role);

    private bool CanDo(List<int> without)
    {
        Announced.ExceptWith(without);
        if (Build() is null)
            return true;
        Announced.UnionWith(without);
        return false;
    }

    /// <summary>Whether the next message from the chooser says which branch was taken.</summary>
    private bool IsFused(RoleView view, Node choice)
    {
        var seen = new HashSet<int>();
        return choice.Entries
            .Select(entry => view.Closure([entry]).Steps.Select(step => _graph.Nodes[step]).ToList())
            .All(first => first.Count > 0 && first.TrueForAll(node => view.Receives(node) && node.From == choice.From && seen.Add(node.Step)));
    }

    private RoleView View() => new(_graph, _role, _participation, Announced);

    private Conflict? Build()
    {
        var builder = new AutomatonBuilder(View(), static _ => EquatableArray<int>.Empty);
        _ = builder.Build(0);
        return builder.Conflict;
    }
}
