namespace Tributary.Roslyn.Choreography;

/// <summary>What one role does: states, of which the first is the start. Variables and steps are those of the linked protocol.</summary>
/// <param name="Role">The role.</param>
/// <param name="States">The states. A state names the next ones by their index.</param>
internal sealed record Endpoint(int Role, EquatableArray<State> States);

/// <summary>One state of a role: exactly one thing to do.</summary>
/// <param name="Span">The step of the source that it comes from.</param>
internal abstract record State(Span Span);

/// <summary>The role's part is over.</summary>
/// <param name="Result">The variable that it returns, or -1.</param>
/// <param name="Span">The step of the source.</param>
internal sealed record EndState(int Result, Span Span) : State(Span);

/// <summary>Something the role does by itself: a <see cref="Local"/>, <see cref="Copy"/> or <see cref="SelfOf"/>.</summary>
internal sealed record ActState(Statement Action, int Next, Span Span) : State(Span);

/// <summary>Sends a value. A message to several receivers is several states.</summary>
/// <param name="Step">The label on the wire.</param>
/// <param name="Route">How it travels.</param>
/// <param name="To">The receiver; of <see cref="Route.Next"/> the role itself.</param>
/// <param name="Value">What is sent; -1 for a bare announcement of a decision.</param>
/// <param name="Capability">What the sender must hold; null for nothing.</param>
/// <param name="Cost">What the message costs.</param>
/// <param name="Next">The state that follows.</param>
/// <param name="Span">The step of the source.</param>
internal sealed record SendState(int Step, Route Route, int To, int Value, string? Capability, long Cost, int Next, Span Span) : State(Span);

/// <summary>Waits for the next message of one sender, which may be one of several.</summary>
internal sealed record ReceiveState(int From, EquatableArray<Arrival> Arrivals, Span Span) : State(Span);

/// <summary>One of the messages that may come.</summary>
/// <param name="Step">Its label.</param>
/// <param name="Route">How it travels. A gathering waits for one message of each member, or for as many as the quorum says.</param>
/// <param name="Quorum">See <see cref="Message"/>.</param>
/// <param name="Result">The variable that takes the value; -1 where nobody looks at it, or for a bare announcement.</param>
/// <param name="Type">The variable of the sender, which says what the payload is; -1 for a bare announcement.</param>
/// <param name="Next">The state that follows.</param>
internal sealed record Arrival(int Step, Route Route, int Quorum, int Result, int Type, int Next);

/// <summary>The role decides.</summary>
internal sealed record DecideState(int Value, EquatableArray<DecidedBranch> Branches, Span Span) : State(Span);

/// <summary>One way to go on; see <see cref="Branch"/>.</summary>
internal sealed record DecidedBranch(EquatableArray<string> Labels, int Next);

/// <summary>Parts side by side, each an automaton of its own over the same variables; then on.</summary>
internal sealed record ForkState(EquatableArray<Endpoint> Branches, int Next, Span Span) : State(Span);

/// <summary>A part that the owner may give up. Each part is an automaton of its own over the same variables.</summary>
/// <param name="Id">The guard's number, the same at all roles.</param>
/// <param name="Owner">Who decides.</param>
/// <param name="Trigger">When.</param>
/// <param name="CompletedStep">The label by which the owner announces that the part was completed.</param>
/// <param name="GivenUpStep">The label by which it announces that it was not.</param>
/// <param name="Informed">Whom the owner tells.</param>
/// <param name="Body">The part.</param>
/// <param name="Completed">The state after the part was completed.</param>
/// <param name="GivenUp">The state after it was given up.</param>
/// <param name="Span">The step of the source.</param>
internal sealed record GuardState(int Id, int Owner, Trigger Trigger, int CompletedStep, int GivenUpStep, EquatableArray<int> Informed, Endpoint Body, int Completed, int GivenUp, Span Span) : State(Span);

/// <summary>A call of a choreography that calls itself and so cannot be written out.</summary>
/// <param name="Call">The call; its roles and variables are those of the linked protocol.</param>
/// <param name="As">The role of the target that this role plays.</param>
/// <param name="Next">The state that follows.</param>
/// <param name="Span">The step of the source.</param>
internal sealed record CallState(Call Call, int As, int Next, Span Span) : State(Span);
