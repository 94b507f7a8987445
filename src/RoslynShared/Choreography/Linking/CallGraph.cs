namespace Tributary.Roslyn.Choreography;

/// <summary>Who calls whom, below a root.</summary>
internal sealed class CallGraph
{
    /// <summary>A procedure that calls itself with ever new type arguments has no end of instances.</summary>
    private const int MaxInstances = 512;

    private readonly Procedure _root;
    private readonly ProcedureSources _sources;
    private readonly Dictionary<Instance, List<Instance>> _calls = [];
    private readonly HashSet<Instance> _recursive = [];

    private CallGraph(Procedure root, ProcedureSources sources)
    {
        _root = root;
        _sources = sources;
        Root = Instance.Of(root);
    }

    public Instance Root { get; }

    public static CallGraph Of(Procedure root, ProcedureSources sources, List<Fault> faults)
    {
        var graph = new CallGraph(root, sources);
        if (!graph.Explore())
            faults.Add(new(FaultKind.TooManyStates, root.Name, new[] { root.Method, MaxInstances.ToString() }.ToEquatableArray(), null));
        foreach (var instance in graph._calls.Keys)
        {
            if (graph.Reaches(instance))
                graph._recursive.Add(instance);
        }

        return graph;
    }

    /// <summary>Whether a procedure calls itself, directly or by way of others, so that it cannot be written out.</summary>
    public bool IsRecursive(Instance instance) => _recursive.Contains(instance) || !_calls.ContainsKey(instance);

    /// <summary>The calls by which the root comes back to itself before anything was said.</summary>
    public IEnumerable<Fault> UnguardedRecursion()
    {
        foreach (var (call, instance) in SilentCalls(_root, Root, _root.Body, out _))
        {
            var seen = new HashSet<Instance>();
            var open = new Stack<Instance>([instance]);
            while (open.Count > 0)
            {
                var next = open.Pop();
                if (next == Root)
                {
                    yield return new(FaultKind.UnguardedRecursion, call.Span, new[] { _root.Method }.ToEquatableArray(), null);
                    break;
                }

                if (!seen.Add(next) || seen.Count > MaxInstances || !_sources.TryGet(next.Key, out var procedure))
                    continue;
                foreach (var (_, called) in SilentCalls(procedure, next, procedure.Body, out _))
                    open.Push(called);
            }
        }
    }

    private bool Explore()
    {
        var open = new Queue<Instance>([Root]);
        while (open.Count > 0)
        {
            var instance = open.Dequeue();
            if (_calls.ContainsKey(instance))
                continue;
            if (_calls.Count == MaxInstances)
                return false;
            var called = _calls[instance] = [];
            if (!_sources.TryGetPrepared(instance.Key, out var procedure))
                continue;
            called.AddRange(procedure.Body.All().OfType<Call>().Select(call => instance.Called(procedure, call)).OfType<Instance>());
            foreach (var next in called)
                open.Enqueue(next);
        }

        return true;
    }

    private bool Reaches(Instance start)
    {
        var seen = new HashSet<Instance>();
        var open = new Stack<Instance>([start]);
        while (open.Count > 0)
        {
            if (!_calls.TryGetValue(open.Pop(), out var called))
                continue;
            foreach (var next in called)
            {
                if (next == start)
                    return true;
                if (seen.Add(next))
                    open.Push(next);
            }
        }

        return false;
    }

    /// <summary>The calls that come before any message or choice; and whether the block can end before any.</summary>
    private List<(Call Call, Instance Instance)> SilentCalls(Procedure procedure, Instance instance, Block block, out bool isSilent)
    {
        var calls = new List<(Call, Instance)>();
        isSilent = true;
        foreach (var statement in block.Statements)
        {
            if (statement is Call call && instance.Called(procedure, call) is { } called)
            {
                calls.Add((call, called));
                isSilent = !Says(called, []);
            }
            else if (statement is Local or Copy or SelfOf)
            {
                continue;
            }
            else if (statement is Loop or Parallel or Guarded)
            {
                foreach (var inner in statement.Blocks())
                {
                    calls.AddRange(SilentCalls(procedure, instance, inner, out var innerIsSilent));
                    isSilent &= innerIsSilent;
                }
            }
            else
            {
                isSilent = false;
            }

            if (!isSilent)
                break;
        }

        return calls;
    }

    private bool Says(Instance instance, HashSet<Instance> seen)
        => seen.Add(instance)
            && _sources.TryGet(instance.Key, out var procedure)
            && procedure.Body.All().Any(statement => statement is Message or Choice
                || (statement is Call call && instance.Called(procedure, call) is { } called && Says(called, seen)));
}
