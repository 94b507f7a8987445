using Tributary.Roslyn.Choreography;
using Parallel = Tributary.Roslyn.Choreography.Parallel;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>Runs procedures as they were written, in one place, as the C# methods would. It knows nothing of the linker and of the projection.</summary>
internal sealed class ProjectionCentralRun(IReadOnlyDictionary<string, Procedure> procedures, ProjectionValues values)
{
    /// <summary>A longer run is given up.</summary>
    private const int MaxSteps = 3_000;

    private int _steps;

    /// <summary>Runs a procedure; null if it takes too long.</summary>
    /// <returns>For each role that returns something, what each member returns.</returns>
    public SortedDictionary<(int Role, int Member), string>? Run(Procedure root)
    {
        try
        {
            var results = new SortedDictionary<(int, int), string>();
            var frame = new Frame(root, [.. Enumerable.Range(0, root.Roles.Count)], []);
            for (var input = 0; input < root.Inputs.Count; input++)
                frame.Set(root.Inputs[input], _ => $"in{root.Inputs[input]}");
            foreach (var value in Returned(frame))
            {
                for (var member = 0; member < frame.Members(root.Variables[value].Role); member++)
                    results[(root.Variables[value].Role, member)] = frame.Get(value, member);
            }

            return results;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private IEnumerable<int> Returned(Frame frame)
    {
        var exit = Run(frame, frame.Procedure.Body);
        return exit is Return end ? end.Values : [];
    }

    /// <summary>Runs a block; the statement that left it, if one did.</summary>
    private Statement? Run(Frame frame, Block block)
    {
        foreach (var statement in block.Statements)
        {
            if (++_steps > MaxSteps)
                throw new TimeoutException();
            if (Run(frame, statement) is { } exit)
                return exit;
        }

        return null;
    }

    private Statement? Run(Frame frame, Statement statement)
    {
        switch (statement)
        {
            case Local local:
                for (var i = 0; i < frame.Members(local.Role); i++)
                {
                    var type = local.Result < 0 ? "" : frame.Procedure.Variables[local.Result].Type;
                    var result = values.Call(frame.Roles[local.Role], i, local.Action, type, local.Arguments.Select(one => frame.Get(one, i)));
                    if (local.Result >= 0)
                        frame.Values[(local.Result, i)] = result;
                }

                return null;
            case Copy copy:
                frame.Set(copy.To, i => frame.Get(copy.From, i));
                return null;
            case Message message:
                foreach (var to in message.To.Where(static to => to.Result >= 0))
                    frame.Set(to.Result, Arriving(frame, message));
                return null;
            case Choice choice:
                var decision = frame.Get(choice.Value, 0);
                var branch = choice.Branches.First(one => one.Labels.Count == 0 || one.Labels.Contains(decision));
                return Run(frame, branch.Body);
            case Loop loop:
                while (true)
                {
                    var exit = Run(frame, loop.Body);
                    if (exit is Break left && left.Loop == loop.Id)
                        return null;
                    if (exit is not null && !(exit is Continue again && again.Loop == loop.Id))
                        return exit;
                    _steps++;
                    if (_steps > MaxSteps)
                        throw new TimeoutException();
                }

            case Call call:
                RunCall(frame, call);
                return null;
            case Parallel parallel:
                foreach (var one in parallel.Branches)
                    Assert.Null(Run(frame, one));
                return null;
            case Guarded guarded:
                return Run(frame, guarded.Body);
            default:
                return statement;
        }
    }

    private static Func<int, string> Arriving(Frame frame, Message message)
    {
        var sent = Enumerable.Range(0, frame.Members(message.From)).Select(i => frame.Get(message.Value, i)).ToList();
        return message.Route switch
        {
            Route.Scatter => i => sent[0].Split('|')[i],
            Route.Gather => _ => string.Join('|', sent),
            Route.Next => i => sent[(i + sent.Count - 1) % sent.Count],
            _ => _ => sent[0],
        };
    }

    private void RunCall(Frame frame, Call call)
    {
        var target = procedures[call.Target];
        var inner = new Frame(target, [.. call.Roles.Select(role => frame.Roles[role])], []);
        for (var i = 0; i < target.Inputs.Count; i++)
            inner.Set(target.Inputs[i], member => frame.Get(call.Arguments[i], member));
        var returned = Returned(inner).ToList();
        for (var i = 0; i < call.Results.Count; i++)
        {
            if (call.Results[i] >= 0)
                frame.Set(call.Results[i], member => inner.Get(returned[i], member));
        }
    }

    private sealed record Frame(Procedure Procedure, int[] Roles, Dictionary<(int Variable, int Member), string> Values)
    {
        public int Members(int role) => Procedure.Roles[role].IsFamily ? ProjectionValues.Members : 1;

        public string Get(int variable, int member) => Values[(variable, member)];

        public void Set(int variable, Func<int, string> value)
        {
            var all = Enumerable.Range(0, Members(Procedure.Variables[variable].Role)).Select(value).ToList();
            for (var i = 0; i < all.Count; i++)
                Values[(variable, i)] = all[i];
        }
    }
}
