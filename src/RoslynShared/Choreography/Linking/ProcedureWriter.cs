namespace Tributary.Roslyn.Choreography;

/// <summary>Writes one procedure with all that it calls.</summary>
internal sealed class ProcedureWriter(ProcedureSources sources, CallGraph calls, TargetQueue targets, List<Fault> faults)
{
    /// <summary>More statements than this are no protocol that anybody can follow.</summary>
    private const int MaxStatements = 10_000;

    private readonly List<Variable> _variables = [];
    private readonly HashSet<string> _names = [];
    private int _labels;
    private int _statements;

    /// <summary>The root. If it calls itself, its body is just the call of itself as a target.</summary>
    public Procedure Write(Instance root, Procedure source)
    {
        if (!calls.IsRecursive(root))
            return WriteTarget(root) with { Key = source.Key };
        foreach (var variable in source.Variables)
            Declare(variable);
        var results = source.Body.All().OfType<Return>().FirstOrDefault()?.Values ?? EquatableArray<int>.Empty;
        var call = new Call(
            root.Name,
            EquatableArray<string>.Empty,
            Enumerable.Range(0, source.Roles.Count).ToEquatableArray(),
            source.Inputs,
            EquatableArray<string>.Empty,
            results,
            source.Name);
        targets.Add(root);
        return source with { Body = new(new Statement[] { call, new Return(results, source.Name) }.ToEquatableArray()) };
    }

    /// <summary>A procedure by itself.</summary>
    public Procedure WriteTarget(Instance instance)
    {
        if (!sources.TryGetPrepared(instance.Key, out var source))
            throw new InvalidOperationException($"The procedure {instance.Key} is linked and not known.");
        foreach (var variable in source.Variables)
            Declare(Filled(instance, variable, variable.Role));
        var frame = new Frame(
            instance, source, [.. Enumerable.Range(0, source.Roles.Count)], [.. Enumerable.Range(0, source.Variables.Count)], -1, EquatableArray<int>.Empty, null);
        var body = Write(source.Body, frame, isLast: true);
        if (_statements > MaxStatements)
            faults.Add(new(FaultKind.TooManyStates, source.Name, new[] { source.Method, MaxStatements.ToString() }.ToEquatableArray(), null));
        return source with
        {
            Key = instance.Name,
            Roles = source.Roles.Select(role => role with { Type = instance.Fill(role.Type) }).ToEquatableArray(),
            Variables = _variables.ToEquatableArray(),
            Body = body,
        };
    }

    /// <param name="block">The block.</param>
    /// <param name="frame">Whose block it is.</param>
    /// <param name="isLast">Whether the procedure is over after the block.</param>
    private Block Write(Block block, Frame frame, bool isLast)
    {
        var written = new List<Statement>();
        for (var i = 0; i < block.Statements.Count && _statements <= MaxStatements; i++)
        {
            _statements++;
            Write(block.Statements[i], frame, isLast && i + 1 == block.Statements.Count, written);
        }

        return new(written.ToEquatableArray());
    }

    private void Write(Statement statement, Frame frame, bool isLast, List<Statement> written)
    {
        switch (statement)
        {
            case Call call:
                WriteCall(call, frame, written);
                break;
            case Return { } end when frame.Leaves >= 0:
                for (var i = 0; i < end.Values.Count && i < frame.Results.Count; i++)
                {
                    if (frame.Results[i] >= 0)
                        written.Add(new Copy(frame.Variable(end.Values[i]), frame.Results[i], end.Span));
                }

                if (!isLast)
                    written.Add(new Break(frame.Leaves, end.Span));
                break;
            case Choice choice:
                written.Add(frame.Map(choice) with
                {
                    Branches = choice.Branches.Select(branch => branch with { Body = Write(branch.Body, frame, isLast) }).ToEquatableArray(),
                });
                break;
            case Loop loop:
                var id = frame.Loops[loop.Id] = _labels++;
                written.Add(new Loop(id, Write(loop.Body, frame, isLast: false), loop.Span));
                break;
            case Parallel parallel:
                written.Add(parallel with { Branches = parallel.Branches.Select(branch => Write(branch, frame, isLast: false)).ToEquatableArray() });
                break;
            case Guarded guarded:
                var body = Write(guarded.Body, frame, isLast: false);
                written.Add(frame.Map(guarded) with { Body = body, Otherwise = Write(guarded.Otherwise, frame, isLast: false) });
                break;
            default:
                written.Add(frame.Map(statement));
                break;
        }
    }

    private void WriteCall(Call call, Frame frame, List<Statement> written)
    {
        var instance = frame.Instance.Called(frame.Source, call);
        if (instance is null)
        {
            written.Add(frame.Map(call, call.Target));
            return;
        }

        if (!sources.TryGetPrepared(instance.Key, out var target) || call.Roles.Count != target.Roles.Count || call.Arguments.Count != target.Inputs.Count)
        {
            faults.Add(new(FaultKind.UnknownTarget, frame.Site ?? call.Span, new[] { instance.Key }.ToEquatableArray(), frame.Site is null ? null : call.Span));
            return;
        }

        if (calls.IsRecursive(instance))
        {
            targets.Add(instance);
            written.Add(frame.Map(call, instance.Name));
            return;
        }

        written.Add(WriteOut(call, frame, instance, target));
    }

    private WrittenOut WriteOut(Call call, Frame frame, Instance instance, Procedure target)
    {
        var roles = call.Roles.Select(frame.Role).ToArray();
        var variables = new int[target.Variables.Count];
        var assigned = new HashSet<int>(target.Body.All().SelectMany(static statement => statement.Sets()));
        var written = new List<Statement>();
        for (var i = 0; i < variables.Length; i++)
        {
            var input = IndexOf(target.Inputs, i);
            variables[i] = input >= 0 && !assigned.Contains(i)
                ? frame.Variable(call.Arguments[input])
                : Declare(Filled(instance, target.Variables[i], roles[target.Variables[i].Role]));
            if (input >= 0 && assigned.Contains(i))
                written.Add(new Copy(frame.Variable(call.Arguments[input]), variables[i], call.Span));
        }

        var results = call.Results.Select(frame.Variable).ToEquatableArray();
        var inner = new Frame(instance, target, roles, variables, _labels++, results, frame.Site ?? call.Span);
        written.AddRange(Write(target.Body, inner, isLast: true).Statements);
        return new(inner.Leaves, instance.Name, target.InformsAutomatically, new(written.ToEquatableArray()), call.Span);
    }

    private int Declare(Variable variable)
    {
        var name = variable.Name;
        for (var i = 2; !_names.Add(name); i++)
            name = variable.Name + i;
        _variables.Add(variable with { Name = name });
        return _variables.Count - 1;
    }

    private static Variable Filled(Instance instance, Variable variable, int role)
        => variable with
        {
            Role = role,
            Type = instance.Fill(variable.Type),
            Codec = instance.FillCodec(variable.Codec),
            ItemCodec = instance.FillCodec(variable.ItemCodec),
        };

    private static int IndexOf(EquatableArray<int> items, int item)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (items[i] == item)
                return i;
        }

        return -1;
    }
}
