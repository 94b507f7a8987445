namespace Tributary.Roslyn.Choreography;

/// <summary>Which roles take part in a call that is left, and who may send to whom in it. The target may call itself, so these are least fixed points.</summary>
internal sealed class Participation
{
    private readonly Dictionary<string, HashSet<int>> _roles = [];
    private readonly Dictionary<string, HashSet<(int From, int To)>> _edges = [];

    public Participation(LinkedProtocol protocol)
    {
        foreach (var target in protocol.Targets)
            (_roles[target.Key], _edges[target.Key]) = ([], []);
        while (protocol.Targets.Count(Extend) > 0)
        {
        }
    }

    /// <summary>The roles of the caller that take part. In a choreography that is not known yet, all do.</summary>
    public IEnumerable<int> Roles(Call call)
        => _roles.TryGetValue(call.Target, out var roles) ? roles.Select(role => call.Roles[role]) : call.Roles;

    /// <summary>Who of the caller's roles may send to whom.</summary>
    public IEnumerable<(int From, int To)> Edges(Call call)
        => _edges.TryGetValue(call.Target, out var edges)
            ? edges.Select(edge => (call.Roles[edge.From], call.Roles[edge.To]))
            : call.Roles.SelectMany(from => call.Roles.Where(to => to != from).Select(to => (from, to)));

    private bool Extend(Procedure target)
    {
        var (roles, edges) = (_roles[target.Key], _edges[target.Key]);
        var before = roles.Count + edges.Count;
        foreach (var statement in target.Body.All())
        {
            roles.UnionWith(Own(target, statement));
            edges.UnionWith(OwnEdges(statement));
        }

        return roles.Count + edges.Count > before;
    }

    private List<int> Own(Procedure target, Statement statement) => statement switch
    {
        Local local => [local.Role],
        SelfOf self => [self.Role],
        Copy copy => [target.Variables[copy.To].Role],
        Message message => [message.From, .. message.To.Select(static one => one.Role)],
        Choice choice => [choice.Role, .. choice.Informed.Select(static one => one.Role)],
        Guarded guarded => [guarded.Owner, .. guarded.Informed.Select(static one => one.Role)],
        Call call => [.. Roles(call)],
        _ => [],
    };

    private List<(int From, int To)> OwnEdges(Statement statement) => statement switch
    {
        Message message => [.. message.To.Select(to => (message.From, to.Role))],
        Choice choice => [.. choice.Informed.Select(to => (choice.Role, to.Role))],
        Guarded guarded => [.. guarded.Informed.Select(to => (guarded.Owner, to.Role))],
        Call call => [.. Edges(call)],
        _ => [],
    };
}
