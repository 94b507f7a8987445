using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;
using Parallel = Tributary.Roslyn.Choreography.Parallel;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>Writes procedures as the parser would, without C#. A role whose name begins with * is a family.</summary>
internal sealed class ProjectionDraft
{
    private readonly string _name;
    private readonly Role[] _roles;
    private readonly List<Variable> _variables = [];
    private readonly List<int> _inputs = [];
    private readonly Stack<List<Statement>> _blocks = new([[]]);
    private readonly Dictionary<string, Procedure> _called = [];
    private int _position = 1;
    private int _loops;

    public ProjectionDraft(string name, params string[] roles)
    {
        _name = name;
        _roles = [.. roles.Select(role => new Role(role.TrimStart('*'), "I" + role.TrimStart('*'), role[0] == '*', NextSpan()))];
    }

    public bool IsEndless { get; init; }

    public bool InformsAutomatically { get; init; }

    public string[] Delegates { get; init; } = [];

    public string[] TypeParameters { get; init; } = [];

    /// <summary>Where the step stands that was written last.</summary>
    public Span Last { get; private set; }

    public IReadOnlyList<Variable> Variables => _variables;

    public int Input(int role, string name, string type = "int")
    {
        var variable = NewVariable(role, name, type);
        _inputs.Add(variable);
        return variable;
    }

    public int NewVariable(int role, string name, string type = "int")
    {
        _variables.Add(new(name, role, type, $"Codecs.{type}"));
        return _variables.Count - 1;
    }

    /// <summary>A local action with a result. A result of the type <c>bool</c> is a decision, of the type <c>list</c> something to scatter.</summary>
    public int Do(int role, string name, params int[] arguments) => Do(role, name, "int", arguments);

    public int Decide(int role, string name, params int[] arguments) => Do(role, name, "bool", arguments);

    public int Do(int role, string name, string type, params int[] arguments)
    {
        var result = NewVariable(role, name, type);
        Add(new Local(role, $"{_name}.{name}", new(arguments), result, false, NextSpan()));
        return result;
    }

    public void Act(int role, string name, params int[] arguments)
        => Add(new Local(role, $"{_name}.{name}", new(arguments), -1, false, NextSpan()));

    public void Copy(int from, int to) => Add(new Copy(from, to, NextSpan()));

    public int Send(int value, int to) => Send(value, [to])[0];

    public int[] Send(int value, int[] to) => Message(Route.Send, value, to);

    public int[] Message(Route route, int value, int[] to, int quorum = 0)
    {
        var span = NextSpan();
        var results = to.Select(role => NewVariable(role, $"{_variables[value].Name}_{_variables.Count}", route == Route.Gather ? "list" : "int")).ToArray();
        var receivers = to.Zip(results, (role, result) => new Receiver(role, result, NextSpan())).ToEquatableArray();
        Add(new Message(route, _variables[value].Role, value, receivers, quorum, null, 0, span));
        return results;
    }

    public Span If(int value, int[] informed, params Action[] branches) => If(value, informed, out _, branches);

    public Span If(int value, int[] informed, out Span[] informedAt, params Action[] branches)
    {
        var span = NextSpan();
        var told = informed.Select(role => new Informed(role, NextSpan())).ToEquatableArray();
        informedAt = [.. told.Select(static one => one.Span)];
        var written = branches.Select((branch, i) => new Branch(i + 1 == branches.Length ? default : new([i.ToString()]), Block(branch), NextSpan())).ToEquatableArray();
        Add(new Choice(_variables[value].Role, value, written, told, span));
        return span;
    }

    public Span Loop(Action<int> body)
    {
        var span = NextSpan();
        var id = _loops++;
        Add(new Loop(id, Block(() => body(id)), span));
        return span;
    }

    public void Break(int loop) => Add(new Break(loop, NextSpan()));

    public void Continue(int loop) => Add(new Continue(loop, NextSpan()));

    public int[] Call(ProjectionDraft target, int[] roles, params int[] arguments)
    {
        var procedure = target.Build();
        foreach (var (key, called) in target._called)
            _called[key] = called;
        _called[procedure.Key] = procedure;
        var returned = procedure.Body.All().OfType<Return>().FirstOrDefault()?.Values ?? default;
        var results = returned.Select(value => NewVariable(roles[procedure.Variables[value].Role], $"r{_variables.Count}", procedure.Variables[value].Type)).ToArray();
        CallKey(procedure.Key, roles, arguments, results);
        return results;
    }

    public void CallKey(string key, int[] roles, int[] arguments, int[] results, string[]? delegates = null, string[]? typeArguments = null)
        => Add(new Call(key, new(typeArguments ?? []), new(roles), new(arguments), new(delegates ?? []), new(results), NextSpan()));

    public Span Parallel(params Action[] branches)
    {
        var span = NextSpan();
        Add(new Parallel(branches.Select(Block).ToEquatableArray(), span));
        return span;
    }

    public Span Within(int owner, int[] informed, Action body, Action otherwise, int mortal = -1)
    {
        var span = NextSpan();
        var told = informed.Select(role => new Informed(role, NextSpan())).ToEquatableArray();
        Add(new Guarded(owner, new(mortal < 0 ? "Limit" : null, mortal), Block(body), Block(otherwise), told, span));
        return span;
    }

    public void Return(params int[] values) => Add(new Return(new(values), NextSpan()));

    /// <summary>The procedure, with what it calls.</summary>
    public Procedure Build()
        => new(
            _name, "global::App." + _name, "Run", _name, 1, IsEndless, InformsAutomatically, new(TypeParameters), new(_roles), new(_variables), new(_inputs), new(Delegates),
            new(_blocks.Single().ToEquatableArray()), new(_name, 0, 1, 0, 0, 0, 1));

    public IReadOnlyDictionary<string, Procedure> Procedures(params ProjectionDraft[] more)
    {
        var all = more.Append(this).SelectMany(static draft => draft._called.Values.Append(draft.Build()));
        return all.GroupBy(static procedure => procedure.Key).ToDictionary(static group => group.Key, static group => group.First());
    }

    public LinkedProtocol Link(params ProjectionDraft[] more) => Linker.Link(Build(), Procedures(more));

    public ProjectionResult Project(params ProjectionDraft[] more) => Projector.Project(Link(more));

    private Block Block(Action write)
    {
        _blocks.Push([]);
        write();
        return new(_blocks.Pop().ToEquatableArray());
    }

    private void Add(Statement statement)
    {
        _blocks.Peek().Add(statement);
        Last = statement.Span;
    }

    private Span NextSpan()
    {
        _position++;
        return new(_name, _position, 1, _position, 0, _position, 1);
    }
}
