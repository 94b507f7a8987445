using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>Runs the endpoints of all roles over one queue for each direction between two members.</summary>
internal sealed class ProjectionEndpointRun
{
    private readonly LinkedProtocol _protocol;
    private readonly ProjectionResult _projection;
    private readonly ProjectionValues _values;
    private readonly List<ProjectionFlow> _flows = [];
    private readonly Dictionary<(int From, int FromMember, int To, int ToMember), Queue<(int Step, string Value)>> _queues = [];

    public ProjectionEndpointRun(LinkedProtocol protocol, ProjectionResult projection, ProjectionValues values)
    {
        (_protocol, _projection, _values) = (protocol, projection, values);
        var procedure = protocol.Procedure;
        for (var role = 0; role < procedure.Roles.Count; role++)
        {
            for (var member = 0; member < Members(role); member++)
            {
                var inputs = procedure.Inputs.Where(input => procedure.Variables[input].Role == role).ToDictionary(static input => input, static input => $"in{input}");
                _flows.Add(new(role, member, projection.Endpoints[role], [.. Enumerable.Range(0, procedure.Roles.Count)], inputs, procedure));
            }
        }
    }

    /// <summary>How many messages were sent.</summary>
    public int Sent { get; private set; }

    /// <summary>Runs until everything has ended.</summary>
    /// <param name="pick">Picks one of a number of flows that can go on.</param>
    /// <returns>For each role that returns something, what each member returns.</returns>
    public SortedDictionary<(int Role, int Member), string> Run(Func<int, int> pick)
    {
        var roots = _flows.ToList();
        while (true)
        {
            var able = _flows.Where(CanStep).ToList();
            if (able.Count == 0)
                break;
            Step(able[pick(able.Count)]);
        }

        var stuck = _flows.Where(static flow => !flow.IsDone).Select(flow => $"{flow.Role}/{flow.Member} at {flow.State}");
        Assert.True(roots.TrueForAll(static flow => flow.IsDone), "deadlock: " + string.Join("; ", stuck));
        Assert.All(_queues, static queue => Assert.Empty(queue.Value));
        return new(roots.Where(static flow => flow.Result is not null).ToDictionary(static flow => (flow.Role, flow.Member), static flow => flow.Result!));
    }

    private int Members(int role) => _protocol.Procedure.Roles[role].IsFamily ? ProjectionValues.Members : 1;

    private bool CanStep(ProjectionFlow flow)
    {
        if (flow.IsDone || flow.Children.Exists(static child => !child.IsDone))
            return false;
        return flow.State switch
        {
            ReceiveState receive => Incoming(flow, receive).All(queue => queue.Count > 0),
            GuardState guard when flow.Current.Kind == ActivationKind.Outcome => Queue(flow.Current.Roles[guard.Owner], 0, flow.Role, flow.Member).Count > 0,
            _ => true,
        };
    }

    private void Step(ProjectionFlow flow)
    {
        var current = flow.Current;
        switch (flow.State)
        {
            case EndState end:
                End(flow, end);
                break;
            case ActState act:
                Act(flow, act.Action);
                flow.Goto(act.Next);
                break;
            case SendState send:
                Send(flow, send);
                flow.Goto(send.Next);
                break;
            case ReceiveState receive:
                Receive(flow, receive);
                break;
            case DecideState decide:
                var decision = current.Values[decide.Value];
                flow.Goto(decide.Branches.First(one => one.Labels.Count == 0 || one.Labels.Contains(decision)).Next);
                break;
            case ForkState fork:
                Fork(flow, fork);
                break;
            case GuardState guard when current.Kind == ActivationKind.Outcome:
                // The part is always completed here.
                var (step, _) = Queue(current.Roles[guard.Owner], 0, flow.Role, flow.Member).Dequeue();
                Assert.Equal(guard.CompletedStep, step);
                flow.Leave(null);
                flow.Goto(guard.Completed);
                break;
            case GuardState guard:
                flow.Enter(current with { Endpoint = guard.Body, State = 0, Kind = ActivationKind.Guard });
                break;
            case CallState call:
                Call(flow, call);
                break;
        }
    }

    private void Fork(ProjectionFlow flow, ForkState fork)
    {
        var current = flow.Current;
        if (flow.Children.Count == 0)
        {
            flow.Children.AddRange(fork.Branches.Select(branch => new ProjectionFlow(flow.Role, flow.Member, branch, current.Roles, current.Values, current.Procedure)));
            _flows.AddRange(flow.Children);
            return;
        }

        flow.Children.Clear();
        flow.Goto(fork.Next);
    }

    private void End(ProjectionFlow flow, EndState end)
    {
        var ended = flow.Current;
        var result = end.Result < 0 ? null : ended.Values[end.Result];
        flow.Leave(result);
        if (ended.Kind == ActivationKind.Call)
        {
            var call = (CallState)flow.State;
            var taker = call.Call.Results.FirstOrDefault(one => one >= 0 && flow.Current.Procedure.Variables[one].Role == flow.Current.Endpoint.Role, -1);
            if (taker >= 0)
                flow.Current.Values[taker] = result!;
            flow.Goto(call.Next);
        }
        else if (ended.Kind == ActivationKind.Guard)
        {
            var guard = (GuardState)flow.State;
            if (flow.Current.Roles[guard.Owner] != flow.Role)
            {
                flow.Enter(flow.Current with { Kind = ActivationKind.Outcome });
                return;
            }

            foreach (var role in guard.Informed)
                SendToAll(flow, flow.Current.Roles[role], guard.CompletedStep, _ => "");
            flow.Goto(guard.Completed);
        }
    }

    private void Act(ProjectionFlow flow, Statement action)
    {
        var values = flow.Current.Values;
        switch (action)
        {
            case Copy copy:
                values[copy.To] = values[copy.From];
                break;
            case Local local:
                var type = local.Result < 0 ? "" : flow.Current.Procedure.Variables[local.Result].Type;
                var result = _values.Call(flow.Role, flow.Member, local.Action, type, local.Arguments.Select(one => values[one]));
                if (local.Result >= 0)
                    values[local.Result] = result;
                break;
        }
    }

    private void Send(ProjectionFlow flow, SendState send)
    {
        var value = send.Value < 0 ? "" : flow.Current.Values[send.Value];
        var to = flow.Current.Roles[send.To];
        if (send.Route == Route.Next)
            Queue(flow.Role, flow.Member, to, (flow.Member + 1) % ProjectionValues.Members).Enqueue((send.Step, value));
        else
            SendToAll(flow, to, send.Step, member => send.Route == Route.Scatter ? value.Split('|')[member] : value);
    }

    private void SendToAll(ProjectionFlow flow, int to, int step, Func<int, string> value)
    {
        for (var member = 0; member < Members(to); member++)
        {
            Queue(flow.Role, flow.Member, to, member).Enqueue((step, value(member)));
            Sent++;
        }
    }

    private IEnumerable<Queue<(int Step, string Value)>> Incoming(ProjectionFlow flow, ReceiveState receive)
    {
        var from = flow.Current.Roles[receive.From];
        if (receive.Arrivals[0].Route == Route.Next)
            return [Queue(from, (flow.Member + ProjectionValues.Members - 1) % ProjectionValues.Members, flow.Role, flow.Member)];
        return Enumerable.Range(0, Members(from)).Select(member => Queue(from, member, flow.Role, flow.Member));
    }

    private void Receive(ProjectionFlow flow, ReceiveState receive)
    {
        var frames = Incoming(flow, receive).Select(static queue => queue.Dequeue()).ToList();
        Assert.All(frames, frame => Assert.Equal(frames[0].Step, frame.Step));
        var arrival = Assert.Single(receive.Arrivals, one => one.Step == frames[0].Step);
        if (arrival.Result >= 0)
            flow.Current.Values[arrival.Result] = string.Join('|', frames.Select(static frame => frame.Value));
        flow.Goto(arrival.Next);
    }

    private void Call(ProjectionFlow flow, CallState state)
    {
        var current = flow.Current;
        var index = Enumerable.Range(0, _protocol.Targets.Count).First(i => _protocol.Targets[i].Key == state.Call.Target);
        var target = _protocol.Targets[index];
        var inputs = target.Inputs
            .Zip(state.Call.Arguments)
            .Where(pair => target.Variables[pair.First].Role == state.As)
            .ToDictionary(static pair => pair.First, pair => current.Values[pair.Second]);
        var roles = state.Call.Roles.Select(role => current.Roles[role]).ToArray();
        flow.Enter(new(_projection.Targets[index][state.As], 0, roles, inputs, target, ActivationKind.Call));
    }

    private Queue<(int Step, string Value)> Queue(int from, int fromMember, int to, int toMember)
    {
        if (!_queues.TryGetValue((from, fromMember, to, toMember), out var queue))
            _queues[(from, fromMember, to, toMember)] = queue = [];
        return queue;
    }
}
