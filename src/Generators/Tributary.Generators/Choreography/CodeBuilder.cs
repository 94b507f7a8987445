using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>
/// Makes structured code of an automaton. A state that is reached in one way stands where it is reached; ways that meet go on behind the
/// <c>if</c> or <c>switch</c> that parted them; all else is a <c>goto</c>.
/// </summary>
internal sealed class CodeBuilder(Endpoint endpoint, StateText text)
{
    private readonly ControlFlow _flow = new(endpoint);
    private readonly HashSet<int> _outside = [];
    private readonly HashSet<int> _written = [];
    private readonly Queue<int> _pending = new();

    /// <summary>The code of the automaton, from its first state.</summary>
    public List<CodeNode> Build()
    {
        while (true)
        {
            _written.Clear();
            _pending.Clear();
            text.Reset();
            var code = new List<CodeNode>();
            Write(0, -1, 0, code);
            while (_pending.Count > 0)
            {
                var state = _pending.Dequeue();
                if (!_written.Contains(state))
                    Write(state, -1, 0, code);
            }

            // A label inside of a block cannot be gone to from outside: such states are written behind everything else instead.
            if (!LabelScopes.FindHidden(code, _outside))
                return code;
        }
    }

    /// <summary>Writes a state and all that follows, up to the state at which the code around goes on.</summary>
    private void Write(int state, int stop, int depth, List<CodeNode> code)
    {
        while (state != stop)
        {
            if (endpoint.States[state] is EndState end)
            {
                code.Add(text.End(end));
                return;
            }

            if (_written.Contains(state) || (depth > 0 && _outside.Contains(state)))
            {
                if (!_written.Contains(state))
                    _pending.Enqueue(state);
                code.Add(new GotoNode(state));
                return;
            }

            _written.Add(state);
            if (_flow.IsShared(state))
                code.Add(new LabelNode(state));
            if (!TryWriteStraight(endpoint.States[state], code, out var next))
            {
                var join = _flow.JoinOf(state);
                WriteWays(endpoint.States[state], join >= 0 ? join : stop, depth + 1, code);
                if (join < 0)
                    return;
                next = join;
            }

            state = next;
        }
    }

    private bool TryWriteStraight(State state, List<CodeNode> code, out int next)
    {
        switch (state)
        {
            case ActState act:
                code.Add(text.Act(act));
                next = act.Next;
                return true;
            case SendState send:
                code.Add(text.Send(send));
                next = send.Next;
                return true;
            case ReceiveState { Arrivals.Count: 1 } receive:
                code.Add(text.Receive(receive, receive.Arrivals[0]));
                next = receive.Arrivals[0].Next;
                return true;
            case ForkState fork:
                code.Add(text.Fork(fork));
                next = fork.Next;
                return true;
            case CallState call:
                code.Add(text.Call(call));
                next = call.Next;
                return true;
            case GuardState guard when guard.Completed == guard.GivenUp:
                code.Add(new LineNode(text.Guard(guard) + ";", guard.Span));
                next = guard.Completed;
                return true;
            default:
                next = -1;
                return false;
        }
    }

    private void WriteWays(State state, int stop, int depth, List<CodeNode> code)
    {
        switch (state)
        {
            case ReceiveState receive:
                WriteArrivals(receive, stop, depth, code);
                break;
            case DecideState decide:
                WriteDecision(decide, stop, depth, code);
                break;
            case GuardState guard:
                code.Add(new IfNode(text.Guard(guard), Way(guard.Completed, stop, depth), Way(guard.GivenUp, stop, depth), guard.Span));
                break;
        }
    }

    private void WriteArrivals(ReceiveState receive, int stop, int depth, List<CodeNode> code)
    {
        var next = text.Next(receive);
        if (receive.Arrivals.Count == 2)
        {
            code.Add(new IfNode($"{next} == {text.StepOf(receive.Arrivals[0])}", Arrival(receive, 0, stop, depth), Arrival(receive, 1, stop, depth), receive.Span));
            return;
        }

        var sections = new List<(List<string>, List<CodeNode>)>();
        for (var i = 0; i < receive.Arrivals.Count; i++)
        {
            var isLast = i == receive.Arrivals.Count - 1;
            sections.Add(([isLast ? "default:" : $"case {text.StepOf(receive.Arrivals[i])}:"], Arrival(receive, i, stop, depth)));
        }

        code.Add(new SwitchNode(next, sections, receive.Span));
    }

    private List<CodeNode> Arrival(ReceiveState receive, int index, int stop, int depth)
    {
        var arrival = receive.Arrivals[index];
        var way = new List<CodeNode> { text.Receive(receive, arrival) };
        Write(arrival.Next, stop, depth, way);
        return way;
    }

    private void WriteDecision(DecideState decide, int stop, int depth, List<CodeNode> code)
    {
        var subject = text.NameOf(decide.Value);
        if (decide.Branches.Count == 2 && decide.Branches.Any(static branch => branch.Labels.Count == 1 && branch.Labels[0] is "true" or "false"))
        {
            var first = decide.Branches[0].Labels.Count == 1 && decide.Branches[0].Labels[0] is "true" or "false" ? 0 : 1;
            var condition = decide.Branches[first].Labels[0] == "true" ? subject : "!" + subject;
            code.Add(new IfNode(condition, Way(decide.Branches[first].Next, stop, depth), Way(decide.Branches[1 - first].Next, stop, depth), decide.Span));
            return;
        }

        var sections = new List<(List<string>, List<CodeNode>)>();
        foreach (var branch in decide.Branches.OrderBy(static branch => branch.Labels.Count == 0))
            sections.Add((branch.Labels.Count == 0 ? ["default:"] : [.. branch.Labels.Select(static label => $"case {label}:")], Way(branch.Next, stop, depth)));
        if (decide.Branches.All(static branch => branch.Labels.Count > 0))
            sections.Add((["default:"], [new LineNode($"throw new global::System.InvalidOperationException({subject}.ToString());", null, Ends: true)]));
        code.Add(new SwitchNode(subject, sections, decide.Span));
    }

    private List<CodeNode> Way(int state, int stop, int depth)
    {
        var way = new List<CodeNode>();
        Write(state, stop, depth, way);
        return way;
    }
}
