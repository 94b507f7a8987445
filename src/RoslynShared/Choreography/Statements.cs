namespace Tributary.Roslyn.Choreography;

/// <summary>Statements that run one after the other.</summary>
internal sealed record Block(EquatableArray<Statement> Statements)
{
    public static Block Empty { get; } = new(EquatableArray<Statement>.Empty);
}

/// <summary>A step of a procedure. Roles and variables are indices into the lists of the procedure.</summary>
/// <param name="Span">Where it stands.</param>
internal abstract record Statement(Span Span);

/// <summary>A local action of one role, or of every member of a family.</summary>
/// <param name="Role">Who acts.</param>
/// <param name="Action">The generated method that holds the text of the action, qualified by its type; with placeholders for type arguments.</param>
/// <param name="Arguments">The variables it is given.</param>
/// <param name="Result">The variable that takes the result, or -1.</param>
/// <param name="IsAsync">Whether it returns a task.</param>
/// <param name="Span">The step of the source.</param>
internal sealed record Local(int Role, string Action, EquatableArray<int> Arguments, int Result, bool IsAsync, Span Span) : Statement(Span);

/// <summary>One variable takes the value of another at the same role.</summary>
internal sealed record Copy(int From, int To, Span Span) : Statement(Span);

/// <summary>The member of a family learns its own place.</summary>
internal sealed record SelfOf(int Role, int Result, Span Span) : Statement(Span);

/// <summary>How a value travels.</summary>
internal enum Route
{
    /// <summary>From one role to one or several roles, or to each member of a family.</summary>
    Send,

    /// <summary>One item of a list to each member of a family.</summary>
    Scatter,

    /// <summary>From each member of a family to one role.</summary>
    Gather,

    /// <summary>From each member of a family to the next.</summary>
    Next,
}

/// <summary>A message, or one to each of several receivers.</summary>
/// <param name="Route">How it travels.</param>
/// <param name="From">The sender.</param>
/// <param name="Value">What is sent.</param>
/// <param name="To">The receivers, with the variables that take the value; -1 where nobody looks at it.</param>
/// <param name="Quorum">How many answers are enough for a gathering; 0 for all. One that is written as less than 1 is -1.</param>
/// <param name="Capability">What the sender must hold; null for nothing.</param>
/// <param name="Cost">What each message costs.</param>
/// <param name="Span">The step.</param>
internal sealed record Message(Route Route, int From, int Value, EquatableArray<Receiver> To, int Quorum, string? Capability, long Cost, Span Span) : Statement(Span);

/// <summary>One receiver of a message.</summary>
internal sealed record Receiver(int Role, int Result, Span Span);

/// <summary>A role decides between branches.</summary>
/// <param name="Role">Who decides.</param>
/// <param name="Value">The decision.</param>
/// <param name="Branches">The ways to go on. Together they cover every value.</param>
/// <param name="Informed">The roles that are told, in the order of the source.</param>
/// <param name="Span">The step.</param>
internal sealed record Choice(int Role, int Value, EquatableArray<Branch> Branches, EquatableArray<Informed> Informed, Span Span) : Statement(Span);

/// <summary>One way to go on.</summary>
/// <param name="Labels">The constants of the decision that lead here, as C# text (<c>true</c>, <c>global::Ns.Answer.Yes</c>); empty for every other value.</param>
/// <param name="Body">What happens.</param>
/// <param name="Span">The branch.</param>
internal sealed record Branch(EquatableArray<string> Labels, Block Body, Span Span);

/// <summary>A role that is told of a decision.</summary>
internal sealed record Informed(int Role, Span Span);

/// <summary>Runs its body again and again, until a <see cref="Break"/>.</summary>
/// <param name="Id">What <see cref="Break"/> and <see cref="Continue"/> name it by; unique in its procedure.</param>
/// <param name="Body">What happens each time.</param>
/// <param name="Span">The loop's keyword.</param>
internal sealed record Loop(int Id, Block Body, Span Span) : Statement(Span);

/// <summary>Leaves a loop, or a procedure that was written out.</summary>
internal sealed record Break(int Loop, Span Span) : Statement(Span);

/// <summary>Begins a loop anew.</summary>
internal sealed record Continue(int Loop, Span Span) : Statement(Span);

/// <summary>Another choreography, with some of the roles. The others have no part in it.</summary>
/// <param name="Target">The key of the procedure; or the name of a delegate parameter, prefixed with <c>$</c>.</param>
/// <param name="TypeArguments">The type arguments, as C# text, and behind them the expressions of their codecs; <c>null</c> for a type without one.</param>
/// <param name="Roles">For each role of the target, the role that plays it.</param>
/// <param name="Arguments">For each input of the target, the variable.</param>
/// <param name="Delegates">For each delegate parameter of the target, the key of the procedure, or <c>$name</c> of a delegate parameter of the caller.</param>
/// <param name="Results">The variables that take what the target returns, in its order; -1 where nobody looks.</param>
/// <param name="Span">The step.</param>
internal sealed record Call(
    string Target,
    EquatableArray<string> TypeArguments,
    EquatableArray<int> Roles,
    EquatableArray<int> Arguments,
    EquatableArray<string> Delegates,
    EquatableArray<int> Results,
    Span Span) : Statement(Span);

/// <summary>A call into whose place the linker wrote the body of the called procedure. It has no effect of its own.</summary>
/// <param name="Id">What a <see cref="Break"/> names it by: a return in the middle of the called procedure.</param>
/// <param name="Target">The key of the procedure.</param>
/// <param name="InformsAutomatically">Whether the author of that procedure wants choices announced to whoever misses them.</param>
/// <param name="Body">The body, with the roles and variables of the caller.</param>
/// <param name="Span">The call.</param>
internal sealed record WrittenOut(int Id, string Target, bool InformsAutomatically, Block Body, Span Span) : Statement(Span);

/// <summary>Branches side by side.</summary>
internal sealed record Parallel(EquatableArray<Block> Branches, Span Span) : Statement(Span);

/// <summary>What makes the owner of a guarded part give it up.</summary>
/// <param name="Limit">The generated method that returns the time limit, qualified by its type; null when it is the death of a role.</param>
/// <param name="Mortal">The role that may die, or -1.</param>
internal sealed record Trigger(string? Limit, int Mortal);

/// <summary>A part that its owner may give up for another.</summary>
/// <param name="Owner">Who decides.</param>
/// <param name="Trigger">When.</param>
/// <param name="Body">The part.</param>
/// <param name="Otherwise">What runs instead.</param>
/// <param name="Informed">Who is told of the decision.</param>
/// <param name="Span">The step.</param>
internal sealed record Guarded(int Owner, Trigger Trigger, Block Body, Block Otherwise, EquatableArray<Informed> Informed, Span Span) : Statement(Span);

/// <summary>The end of the procedure. It does not stand in a branch of a <see cref="Parallel"/> or in a <see cref="Guarded"/> part.</summary>
/// <param name="Values">What it returns, in order; at most one value for each role.</param>
/// <param name="Span">The statement, or the closing brace.</param>
internal sealed record Return(EquatableArray<int> Values, Span Span) : Statement(Span);
