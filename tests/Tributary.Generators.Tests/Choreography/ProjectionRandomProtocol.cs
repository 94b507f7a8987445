using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>Writes random protocols: well-formed C#, so to say, but whether everybody is told of everything is left to chance.</summary>
internal sealed class ProjectionRandomProtocol
{
    private const int A = 0;
    private const int Family = 3;

    private readonly Random _random;
    private readonly ProjectionDraft _draft;
    private readonly string _prefix;
    private readonly bool _hasParts;
    private readonly bool _isComplete;
    private readonly int[] _returning;
    private Dictionary<int, List<int>> _known = [];
    private bool _isInPart;
    private int _names;
    private int _budget;

    private ProjectionRandomProtocol(Random random, ProjectionDraft draft, string prefix, int roles, int budget, bool hasParts, bool isComplete)
    {
        (_random, _draft, _prefix, _budget, _hasParts, _isComplete) = (random, draft, prefix, budget, hasParts, isComplete);
        _returning = [.. Enumerable.Range(0, roles).Where(_ => random.Next(2) == 0)];
    }

    /// <param name="seed">The same seed writes the same protocol.</param>
    /// <param name="size">About how many steps it has.</param>
    /// <param name="informsAutomatically">Whether it tells everybody who has to know.</param>
    /// <param name="hasParts">Whether there are families, branches side by side, guarded parts and recursion.</param>
    public static ProjectionDraft Write(int seed, int size, bool informsAutomatically, bool hasParts)
    {
        var random = new Random(seed);
        string[] roles = hasParts ? ["a", "b", "c", "*f"] : ["a", "b", "c"];
        var draft = new ProjectionDraft("Main", roles) { InformsAutomatically = informsAutomatically };
        var writer = new ProjectionRandomProtocol(random, draft, "m", roles.Length, size, hasParts, isComplete: informsAutomatically);
        writer.WriteBody([.. Enumerable.Range(0, roles.Length)], depth: 0);
        return draft;
    }

    private void WriteBody(int[] roles, int depth)
    {
        foreach (var role in roles)
            Do(role);
        Block(roles, depth, []);
        Return();
    }

    private void Block(int[] roles, int depth, int[] loops)
    {
        for (var left = 1 + _random.Next(5); left > 0 && _budget > 0; left--)
        {
            _budget--;
            Step(roles, depth, loops);
        }
    }

    private void Step(int[] roles, int depth, int[] loops)
    {
        var plain = roles.Where(static role => role != Family).ToArray();
        switch (_random.Next(depth > 3 ? 5 : 14))
        {
            case 0:
                Do(Pick(roles));
                break;
            case 1 or 2 or 3 or 4 when plain.Length > 1:
                Send(plain);
                break;
            case 5 or 6 or 7:
                If(roles, plain, depth, loops);
                break;
            case 8:
                Loop(roles, plain, depth, loops);
                break;
            case 9 when plain.Length > 1:
                Call(plain, depth);
                break;
            case 10 or 11 when _hasParts && roles.Contains(Family):
                Families(Pick(plain));
                break;
            case 12 when _hasParts && plain.Length > 2:
                Side(plain, depth);
                break;
            case 13 when _hasParts && plain.Length > 1:
                if (_random.Next(2) == 0)
                    Recurse(plain);
                else
                    Within(plain, depth);
                break;
        }
    }

    private int Do(int role)
    {
        var known = Known(role);
        var arguments = known.Count == 0 ? [] : Enumerable.Range(0, _random.Next(3)).Select(_ => Pick(known)).ToArray();
        var result = _draft.Do(role, Name(), arguments);
        Known(role).Add(result);
        return result;
    }

    private void Send(int[] roles)
    {
        var from = Pick(roles);
        var to = roles.Where(role => role != from).OrderBy(_ => _random.Next()).Take(1 + _random.Next(2)).ToArray();
        var results = _draft.Send(Value(from), to);
        for (var i = 0; i < to.Length; i++)
            Known(to[i]).Add(results[i]);
    }

    private void If(int[] roles, int[] plain, int depth, int[] loops)
    {
        var decider = Pick(plain);
        var decision = _draft.Decide(decider, Name());
        Action[] branches = [.. Enumerable.Range(0, 2 + _random.Next(2)).Select(i => (Action)(() => Scoped(() => Branch(roles, depth, loops, isFirst: i == 0))))];
        _draft.If(decision, Informed(roles, decider), branches);
    }

    private void Branch(int[] roles, int depth, int[] loops, bool isFirst)
    {
        if (_random.Next(4) > 0)
            Block(roles, depth + 1, loops);
        var way = _random.Next(12);
        if (way == 0 && loops.Length > 0)
            _draft.Break(Pick(loops));
        else if (way is 1 or 2 && loops.Length > 0 && isFirst)
            _draft.Continue(loops[^1]);
        else if (way is 3 or 4 && !_isInPart)
            Return();
    }

    private void Loop(int[] roles, int[] plain, int depth, int[] loops)
        => _draft.Loop(loop => Scoped(() =>
        {
            Block(roles, depth + 1, [.. loops, loop]);
            var decider = Pick(plain);
            var decision = _draft.Decide(decider, Name());
            _draft.If(decision, Informed(roles, decider), () => Scoped(() => Block(roles, depth + 1, [.. loops, loop])), () => _draft.Break(loop));
        }));

    private void Call(int[] plain, int depth)
    {
        var roles = plain.OrderBy(_ => _random.Next()).Take(2).ToArray();
        var name = $"P{_prefix}{_names++}";
        var target = new ProjectionDraft(name, "x", "y") { InformsAutomatically = _isComplete };
        var writer = new ProjectionRandomProtocol(_random, target, name, 2, Math.Min(_budget, 6), hasParts: false, _isComplete);
        var input = target.Input(A, "input");
        writer.Known(A).Add(input);
        writer.WriteBody([0, 1], depth + 2);
        _budget -= 4;
        for (var times = 1 + _random.Next(2); times > 0; times--)
        {
            foreach (var result in _draft.Call(target, roles, Value(roles[0])))
                Known(_draft.Variables[result].Role).Add(result);
        }
    }

    /// <summary>A procedure that calls itself with its roles exchanged, and has something to do afterwards.</summary>
    private void Recurse(int[] plain)
    {
        var roles = plain.OrderBy(_ => _random.Next()).Take(2).ToArray();
        var name = $"R{_prefix}{_names++}";
        var target = new ProjectionDraft(name, "x", "y") { InformsAutomatically = _isComplete };
        var input = target.Input(0, "input");
        var result = target.NewVariable(1, "result");
        var decision = target.Decide(0, name + "more", input);
        target.If(
            decision,
            [1],
            () =>
            {
                var passed = target.Send(input, 1);
                var inner = target.NewVariable(0, "inner");
                target.CallKey(name, [1, 0], [passed], [inner]);
                target.Copy(target.Send(inner, 1), result);
            },
            () => target.Copy(target.Do(1, name + "stop"), result));
        target.Return(result);
        foreach (var returned in _draft.Call(target, roles, Value(roles[0])))
            Known(_draft.Variables[returned].Role).Add(returned);
    }

    private void Families(int role)
    {
        switch (_random.Next(4))
        {
            case 0:
                Known(Family).AddRange(_draft.Message(Route.Scatter, _draft.Do(role, Name(), "list"), [Family]));
                break;
            case 1:
                Known(Family).AddRange(_draft.Send(Value(role), [Family]));
                break;
            case 2:
                Known(Family).AddRange(_draft.Message(Route.Next, Value(Family), [Family]));
                break;
            default:
                Known(role).AddRange(_draft.Message(Route.Gather, Value(Family), [role]));
                break;
        }
    }

    private void Side(int[] plain, int depth)
    {
        var (one, middle, other) = (plain[0], plain[1], plain[2]);
        _draft.Parallel(
            () => Part(() => Block([one, middle], depth + 2, [])),
            () => Part(() => Block([middle, other], depth + 2, [])));
    }

    private void Within(int[] plain, int depth)
    {
        var roles = plain.OrderBy(_ => _random.Next()).Take(2).ToArray();
        _draft.Within(roles[0], Informed(roles, roles[0]), () => Part(() => Block(roles, depth + 2, [])), () => Part(() => Do(roles[0])));
    }

    private void Return() => _draft.Return([.. _returning.Select(Value)]);

    private int Value(int role) => Known(role) is { Count: > 0 } known ? Pick(known) : Do(role);

    private int[] Informed(int[] roles, int decider) => [.. roles.Where(role => role != decider && _random.Next(3) > 0)];

    private List<int> Known(int role) => _known.TryGetValue(role, out var known) ? known : _known[role] = [];

    private void Scoped(Action write)
    {
        var outer = _known;
        _known = outer.ToDictionary(static pair => pair.Key, static pair => pair.Value.ToList());
        write();
        _known = outer;
    }

    /// <summary>What stands in a lambda cannot return for the method.</summary>
    private void Part(Action write)
    {
        var outer = _isInPart;
        _isInPart = true;
        Scoped(write);
        _isInPart = outer;
    }

    private string Name() => $"{_prefix}{_names++}";

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
