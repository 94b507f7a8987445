namespace Tributary.Roslyn.Choreography;

/// <summary>Builds the automaton of one role: a state for each set of steps that the role cannot tell apart.</summary>
/// <param name="view">What the role sees.</param>
/// <param name="guardInformed">Who is told of the outcome of a guard.</param>
internal sealed class AutomatonBuilder(RoleView view, Func<Node, EquatableArray<int>> guardInformed)
{
    /// <summary>A role with more states is refused.</summary>
    public const int MaxStates = 8_192;

    private readonly List<State?> _states = [];
    private readonly Dictionary<EquatableArray<int>, int> _indices = [];
    private readonly Queue<(int Index, Closure Closure, Node? Merged)> _open = [];

    /// <summary>Why the role has no automaton, after <see cref="Build"/> returned null.</summary>
    public Conflict? Conflict { get; private set; }

    /// <summary>The automaton that begins at a node; null if there is none.</summary>
    public Endpoint? Build(int start)
    {
        StateOf([start]);
        while (_open.Count > 0)
        {
            var (index, closure, merged) = _open.Dequeue();
            _states[index] = StateAt(closure, merged);
            if (Conflict is null && _states.Count > MaxStates)
                Conflict = new(ConflictKind.TooManyStates, null, null, null);
            if (Conflict is not null)
                return null;
        }

        return new(view.Role, _states.OfType<State>().ToEquatableArray());
    }

    private int StateOf(IReadOnlyList<int> starts, Node? merged = null)
    {
        var closure = view.Closure(starts);
        if (!_indices.TryGetValue(closure.Steps, out var index))
        {
            _indices[closure.Steps] = index = _states.Count;
            _states.Add(null);
            _open.Enqueue((index, closure, merged));
        }

        return index;
    }

    private State? StateAt(Closure closure, Node? merged)
    {
        var nodes = closure.Steps.Select(step => view.Graph.Nodes[step]).ToList();
        if (nodes.Count == 0)
            return new EndState(-1, view.Graph.Procedure.Name);
        if (nodes.Skip(1).FirstOrDefault(node => !Agree(nodes[0], node)) is { } other)
        {
            Conflict = Choreography.Conflict.Between(view, closure, nodes[0], other, merged);
            return null;
        }

        var first = nodes[0];
        var span = first.Statement!.Span;
        if (Receives(first))
            return new ReceiveState(first.From, nodes.OrderBy(static node => node.Step).Select(ArrivalOf).ToEquatableArray(), first.Receiver?.Span ?? span);
        return first.Kind switch
        {
            NodeKind.End => new EndState(Result(first), span),
            NodeKind.PartEnd => new EndState(-1, span),
            NodeKind.Act => new ActState(first.Statement, Next(nodes, closure, merged), span),
            NodeKind.Choose => new DecideState(((Choice)first.Statement).Value, DecidedBranches(first), span),
            NodeKind.Announce => new SendState(first.Step, Route.Send, first.To, -1, null, 0, Next(first), span),
            NodeKind.Call => new CallState((Call)first.Statement, IndexOfRole((Call)first.Statement), Next(first), span),
            NodeKind.Fork => Fork(first),
            NodeKind.Guard => Guard(first, (Guarded)first.Statement),
            _ => Send(first, (Message)first.Statement),
        };
    }

    /// <summary>Whether a role that cannot tell two steps apart need not.</summary>
    private bool Agree(Node one, Node other)
    {
        if (Receives(one))
            return Receives(other) && one.From == other.From;
        return one.Kind == other.Kind && one.Kind switch
        {
            NodeKind.End => Result(one) == Result(other),
            NodeKind.PartEnd => true,
            NodeKind.Act => one.Statement! with { Span = default } == other.Statement! with { Span = default },
            _ => false,
        };
    }

    private bool Receives(Node node) => view.Receives(node);

    private Arrival ArrivalOf(Node node)
        => node.Statement is Message message
            ? new(node.Step, message.Route, message.Quorum, node.Receiver!.Result, message.Value, Next(node))
            : new(node.Step, Route.Send, 0, -1, -1, Next(node));

    private int Next(Node node) => StateOf([node.Next]);

    private int Next(List<Node> nodes, Closure closure, Node? merged)
        => StateOf([.. nodes.Select(static node => node.Next)], nodes.Count == 1 ? null : Choreography.Conflict.Divergence(view, closure, nodes[0], nodes[1]) ?? merged);

    private int Result(Node end)
    {
        foreach (var value in ((Return)end.Statement!).Values)
        {
            if (view.Graph.Procedure.Variables[value].Role == view.Role)
                return value;
        }

        return -1;
    }

    private EquatableArray<DecidedBranch> DecidedBranches(Node node)
        => ((Choice)node.Statement!).Branches.Select((branch, i) => new DecidedBranch(branch.Labels, StateOf([node.Entries[i]]))).ToEquatableArray();

    private int IndexOfRole(Call call) => Enumerable.Range(0, call.Roles.Count).First(i => call.Roles[i] == view.Role);

    private SendState Send(Node node, Message message)
        => new(node.Step, message.Route, node.To, message.Value, message.Capability, message.Cost, Next(node), message.Span);

    private ForkState? Fork(Node node)
    {
        var branches = new List<Endpoint>();
        foreach (var i in view.Branches(node))
        {
            if (Part(node.Entries[i]) is not { } part)
                return null;
            branches.Add(part);
        }

        return new(branches.ToEquatableArray(), Next(node), node.Statement!.Span);
    }

    private GuardState? Guard(Node node, Guarded guarded)
        => Part(node.Entries[0]) is { } body
            ? new(
                node.Step, guarded.Owner, guarded.Trigger, node.Step, node.Step + 1, guardInformed(node), body, Next(node), StateOf([node.Entries[1]]), guarded.Span)
            : null;

    private Endpoint? Part(int entry)
    {
        var builder = new AutomatonBuilder(view, guardInformed);
        var part = builder.Build(entry);
        Conflict = builder.Conflict;
        return part;
    }
}
