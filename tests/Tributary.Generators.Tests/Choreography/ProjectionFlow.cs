using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>One flow of one member of a role: its endpoint, or a branch of a fork of it.</summary>
internal sealed class ProjectionFlow(int role, int member, Endpoint endpoint, int[] roles, Dictionary<int, string> values, Procedure procedure)
{
    private readonly Stack<Activation> _callers = [];

    public int Role { get; } = role;

    public int Member { get; } = member;

    public Activation Current { get; private set; } = new(endpoint, 0, roles, values, procedure, ActivationKind.Root);

    /// <summary>The branches that it waits for.</summary>
    public List<ProjectionFlow> Children { get; } = [];

    public bool IsDone { get; private set; }

    public string? Result { get; private set; }

    public State State => Current.Endpoint.States[Current.State];

    public void Enter(Activation activation)
    {
        _callers.Push(Current);
        Current = activation;
    }

    public void Goto(int state) => Current = Current with { State = state };

    /// <summary>Leaves a call or a guarded part, or the whole flow.</summary>
    public void Leave(string? result)
    {
        if (_callers.Count == 0)
            (IsDone, Result) = (true, result);
        else
            Current = _callers.Pop();
    }
}

internal enum ActivationKind
{
    Root,
    Call,
    Guard,
    Outcome,
}

/// <summary>An automaton in the middle of its run.</summary>
/// <param name="Endpoint">The automaton.</param>
/// <param name="State">Where it is.</param>
/// <param name="Roles">For each role that it names, the role of the session.</param>
/// <param name="Values">The variables.</param>
/// <param name="Procedure">The procedure whose variables these are.</param>
/// <param name="Kind">What it belongs to.</param>
internal sealed record Activation(Endpoint Endpoint, int State, int[] Roles, Dictionary<int, string> Values, Procedure Procedure, ActivationKind Kind);
