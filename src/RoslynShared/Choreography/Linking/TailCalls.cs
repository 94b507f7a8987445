namespace Tributary.Roslyn.Choreography;

/// <summary>
/// Makes a loop of a procedure whose last act is to call itself with the same roles. Such a call needs no room on the stack of an
/// endpoint, and its roles need to know no more than those of a loop.
/// </summary>
internal sealed class TailCalls
{
    private readonly Procedure _procedure;
    private readonly List<Variable> _variables;
    private readonly int _loop;
    private bool _any;

    private TailCalls(Procedure procedure)
    {
        _procedure = procedure;
        _variables = [.. procedure.Variables];
        _loop = procedure.Body.All().OfType<Loop>().Select(static loop => loop.Id).DefaultIfEmpty(-1).Max() + 1;
    }

    /// <summary>The procedure with a loop, or as it is if it has no such call.</summary>
    public static Procedure ToLoop(Procedure procedure)
    {
        var calls = new TailCalls(procedure);
        var end = new Return(EquatableArray<int>.Empty, procedure.Name);
        var body = calls.Rewrite(procedure.Body, end);
        if (!calls._any)
            return procedure;
        if (body.Statements.LastOrDefault() is not Return)
            body = new(body.Statements.Append(end).ToEquatableArray());
        return procedure with
        {
            Variables = calls._variables.ToEquatableArray(),
            Body = new(new Statement[] { new Loop(calls._loop, body, procedure.Name) }.ToEquatableArray()),
        };
    }

    /// <param name="block">The block.</param>
    /// <param name="follow">The return that comes when the block is over; null if something else does.</param>
    private Block Rewrite(Block block, Return? follow)
    {
        var rewritten = new List<Statement>();
        for (var i = 0; i < block.Statements.Count; i++)
        {
            var next = i + 1 == block.Statements.Count ? follow : block.Statements[i + 1] as Return;
            switch (block.Statements[i])
            {
                case Call call when next is not null && IsSelf(call) && call.Results == next.Values:
                    rewritten.AddRange(Again(call));
                    return new(rewritten.ToEquatableArray());
                case Choice choice:
                    rewritten.Add(choice with { Branches = choice.Branches.Select(branch => branch with { Body = Rewrite(branch.Body, next) }).ToEquatableArray() });
                    break;
                case Loop loop:
                    rewritten.Add(loop with { Body = Rewrite(loop.Body, null) });
                    break;
                case var other:
                    rewritten.Add(other);
                    break;
            }
        }

        return new(rewritten.ToEquatableArray());
    }

    private bool IsSelf(Call call)
        => call.Target == _procedure.Key
            && call.Roles.SequenceEqual(Enumerable.Range(0, _procedure.Roles.Count))
            && call.TypeArguments.SequenceEqual(Instance.Placeholders(_procedure))
            && call.Delegates.SequenceEqual(_procedure.Delegates.Select(static name => "$" + name))
            && call.Arguments.Count == _procedure.Inputs.Count;

    private List<Statement> Again(Call call)
    {
        _any = true;
        var inputs = _procedure.Inputs;
        var moves = Enumerable.Range(0, inputs.Count).Where(i => call.Arguments[i] != inputs[i]).Select(i => (From: call.Arguments[i], To: inputs[i])).ToList();
        var copies = new List<Statement>();

        // An input that is also an argument would be overwritten before it is read.
        if (moves.Exists(move => inputs.Contains(move.From)))
        {
            for (var i = 0; i < moves.Count; i++)
            {
                var input = _procedure.Variables[moves[i].To];
                _variables.Add(input with { Name = FreeName("next" + input.Name) });
                copies.Add(new Copy(moves[i].From, _variables.Count - 1, call.Span));
                moves[i] = (_variables.Count - 1, moves[i].To);
            }
        }

        copies.AddRange(moves.Select(move => new Copy(move.From, move.To, call.Span)));
        copies.Add(new Continue(_loop, call.Span));
        return copies;
    }

    private string FreeName(string name)
    {
        while (_variables.Any(variable => variable.Name == name))
            name += "_";
        return name;
    }
}
