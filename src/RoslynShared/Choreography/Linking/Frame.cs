namespace Tributary.Roslyn.Choreography;

/// <summary>What a procedure's own roles, variables and loops are in the procedure into which it is written.</summary>
/// <param name="Instance">The procedure.</param>
/// <param name="Source">Its text.</param>
/// <param name="Roles">For each role, the role.</param>
/// <param name="Variables">For each variable, the variable.</param>
/// <param name="Leaves">What a return breaks out of; -1 if the procedure is not written out.</param>
/// <param name="Results">The variables that take what it returns.</param>
/// <param name="Site">The call in the text of the outermost procedure; null if the procedure is not written out.</param>
internal sealed record Frame(Instance Instance, Procedure Source, int[] Roles, int[] Variables, int Leaves, EquatableArray<int> Results, Span? Site)
{
    /// <summary>For each loop, the loop.</summary>
    public Dictionary<int, int> Loops { get; } = [];

    public int Role(int role) => role < 0 ? role : Roles[role];

    public int Variable(int variable) => variable < 0 ? variable : Variables[variable];

    /// <summary>A statement that contains no others. Every result is a new object, because steps are told apart by reference.</summary>
    public Statement Map(Statement statement) => statement switch
    {
        Local local => local with { Role = Role(local.Role), Action = Instance.Fill(local.Action), Arguments = Map(local.Arguments), Result = Variable(local.Result) },
        Copy copy => new Copy(Variable(copy.From), Variable(copy.To), copy.Span),
        SelfOf self => new SelfOf(Role(self.Role), Variable(self.Result), self.Span),
        Message message => message with
        {
            From = Role(message.From),
            Value = Variable(message.Value),
            To = message.To.Select(one => one with { Role = Role(one.Role), Result = Variable(one.Result) }).ToEquatableArray(),
        },
        Break @break => new Break(Loops[@break.Loop], @break.Span),
        Continue @continue => new Continue(Loops[@continue.Loop], @continue.Span),
        Return @return => new Return(Map(@return.Values), @return.Span),
        _ => throw new InvalidOperationException($"{statement.GetType().Name} contains other statements."),
    };

    /// <summary>A choice without its branches.</summary>
    public Choice Map(Choice choice) => choice with { Role = Role(choice.Role), Value = Variable(choice.Value), Informed = Map(choice.Informed) };

    /// <summary>A guarded part without its blocks.</summary>
    public Guarded Map(Guarded guarded) => guarded with
    {
        Owner = Role(guarded.Owner),
        Trigger = new(guarded.Trigger.Limit is null ? null : Instance.Fill(guarded.Trigger.Limit), Role(guarded.Trigger.Mortal)),
        Informed = Map(guarded.Informed),
    };

    /// <summary>A call that is left.</summary>
    public Call Map(Call call, string target) => call with
    {
        Target = target,
        TypeArguments = EquatableArray<string>.Empty,
        Roles = call.Roles.Select(Role).ToEquatableArray(),
        Arguments = Map(call.Arguments),
        Delegates = EquatableArray<string>.Empty,
        Results = Map(call.Results),
    };

    private EquatableArray<int> Map(EquatableArray<int> variables) => variables.Select(Variable).ToEquatableArray();

    private EquatableArray<Informed> Map(EquatableArray<Informed> informed) => informed.Select(one => one with { Role = Role(one.Role) }).ToEquatableArray();
}
