namespace Tributary.Roslyn.Choreography;

/// <summary>The positions of one procedure of a linked protocol, and how they follow each other in the central run.</summary>
internal sealed class ProtocolGraph
{
    private readonly ProtocolSteps _steps;
    private readonly List<Node> _nodes = [];
    private readonly List<(Statement Statement, int Entry, int Before, bool IsWrittenOut)> _places = [];
    private readonly Dictionary<int, (int Again, int After)> _labels = [];
    private Span? _site;
    private bool _informs;

    private ProtocolGraph(Procedure procedure, ProtocolSteps steps)
    {
        Procedure = procedure;
        _steps = steps;
        _informs = procedure.InformsAutomatically;
    }

    public Procedure Procedure { get; }

    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>The statements, each with the node where it begins and the one where the statement before it begins.</summary>
    public IReadOnlyList<(Statement Statement, int Entry, int Before, bool IsWrittenOut)> Places => _places;

    public static ProtocolGraph Of(Procedure procedure, ProtocolSteps steps)
    {
        var graph = new ProtocolGraph(procedure, steps);
        var entry = graph.Skip();
        var exit = graph.Add(NodeKind.End, new Return(EquatableArray<int>.Empty, procedure.Name));
        graph.Sequence(procedure.Body, entry.Id, exit.Id);
        return graph;
    }

    private void Sequence(Block block, int entry, int exit)
    {
        _nodes[entry].Next = exit;
        var (current, before) = (entry, entry);
        for (var i = 0; i < block.Statements.Count; i++)
        {
            var after = i + 1 == block.Statements.Count ? exit : Skip().Id;
            _places.Add((block.Statements[i], current, before, _site is not null));
            Place(block.Statements[i], current, after);
            (current, before) = (after, current);
        }
    }

    private void Place(Statement statement, int entry, int after)
    {
        switch (statement)
        {
            case Message message:
                PlaceMessage(message, entry, after);
                break;
            case Choice choice:
                PlaceChoice(choice, entry, after);
                break;
            case Loop loop:
                var head = Add(NodeKind.Skip, loop);
                var loopExit = Skip();
                loopExit.IsLoopExit = loop.Repeats();
                loopExit.Next = after;
                _nodes[entry].Next = head.Id;
                _labels[loop.Id] = (head.Id, loopExit.Id);
                Sequence(loop.Body, head.Id, head.Id);
                break;
            case WrittenOut writtenOut:
                var outer = (_site, _informs);
                (_site, _informs) = (_site ?? writtenOut.Span, _informs || writtenOut.InformsAutomatically);
                _labels[writtenOut.Id] = (-1, after);
                Sequence(writtenOut.Body, entry, after);
                (_site, _informs) = outer;
                break;
            case Break @break:
                _nodes[entry].Next = _labels[@break.Loop].After;
                break;
            case Continue @continue:
                _nodes[entry].Next = _labels[@continue.Loop].Again;
                break;
            case Parallel parallel:
                PlaceParts(Follow(entry, NodeKind.Fork, parallel, after), parallel.Branches, after: -1);
                break;
            case Guarded guarded:
                var guard = Follow(entry, NodeKind.Guard, guarded, after);
                guard.From = guarded.Owner;
                guard.Step = _steps.Completed(guarded);
                PlaceParts(guard, [guarded.Body, guarded.Otherwise], after);
                break;
            case Return:
                Follow(entry, NodeKind.End, statement, -1);
                break;
            case Call:
                Follow(entry, NodeKind.Call, statement, after);
                break;
            case Local or Copy or SelfOf:
                Follow(entry, NodeKind.Act, statement, after).From = Actor(statement);
                break;
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} has no place in a protocol.");
        }
    }

    private int Actor(Statement statement) => statement switch
    {
        Local local => local.Role,
        SelfOf self => self.Role,
        Copy copy => Procedure.Variables[copy.To].Role,
        _ => -1,
    };

    private void PlaceMessage(Message message, int entry, int after)
    {
        var last = _nodes[entry];
        foreach (var receiver in message.To)
        {
            var kind = message.Route == Route.Next ? NodeKind.PassOn : NodeKind.Message;
            last = Connect(last, Add(kind, message), message.From, receiver, _steps.Of(message));
            if (kind == NodeKind.PassOn)
                last = Connect(last, Add(NodeKind.TakeOver, message), message.From, receiver, _steps.Of(message));
        }

        last.Next = after;
    }

    private static Node Connect(Node last, Node node, int from, Receiver receiver, int step)
    {
        last.Next = node.Id;
        (node.From, node.To, node.Receiver, node.Step) = (from, receiver.Role, receiver, step);
        return node;
    }

    private void PlaceChoice(Choice choice, int entry, int after)
    {
        var node = Follow(entry, NodeKind.Choose, choice, -1);
        node.From = choice.Role;
        node.Entries = new int[choice.Branches.Count];

        // Any role may have to be told. Those that the source names are told first.
        var told = choice.Informed.Select(static one => one.Role).Concat(Enumerable.Range(0, Procedure.Roles.Count)).Distinct().Where(role => role != choice.Role).ToList();
        for (var i = 0; i < choice.Branches.Count; i++)
        {
            var last = Skip();
            node.Entries[i] = last.Id;
            foreach (var role in told)
            {
                var announcement = Add(NodeKind.Announce, choice);
                (announcement.From, announcement.To, announcement.Step, announcement.Owner) = (choice.Role, role, _steps.Of(choice.Branches[i]), node.Id);
                last.Next = announcement.Id;
                last = announcement;
            }

            var body = Skip();
            last.Next = body.Id;
            Sequence(choice.Branches[i].Body, body.Id, after);
        }
    }

    /// <param name="owner">The fork or guard.</param>
    /// <param name="parts">What is in it.</param>
    /// <param name="after">Where the parts after the first one lead; -1 if each has an end of its own.</param>
    private void PlaceParts(Node owner, IReadOnlyList<Block> parts, int after)
    {
        owner.Entries = new int[parts.Count];
        owner.Bounds = new int[parts.Count];
        for (var i = 0; i < parts.Count; i++)
        {
            owner.Entries[i] = Skip().Id;
            var end = after;
            if (i == 0 || after < 0)
            {
                var partEnd = Add(NodeKind.PartEnd, owner.Statement);
                partEnd.Owner = owner.Id;
                end = partEnd.Id;
            }

            Sequence(parts[i], owner.Entries[i], end);
            owner.Bounds[i] = _nodes.Count;
        }
    }

    private Node Follow(int entry, NodeKind kind, Statement statement, int after)
    {
        var node = Add(kind, statement);
        _nodes[entry].Next = node.Id;
        node.Next = after;
        return node;
    }

    private Node Skip() => Add(NodeKind.Skip, null);

    private Node Add(NodeKind kind, Statement? statement)
    {
        var node = new Node(_nodes.Count, kind, statement, _site, _informs);
        _nodes.Add(node);
        return node;
    }
}
