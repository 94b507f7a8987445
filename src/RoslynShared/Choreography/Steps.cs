using System.Runtime.CompilerServices;

namespace Tributary.Roslyn.Choreography;

/// <summary>What a label on the wire stands for.</summary>
internal enum StepKind
{
    /// <summary>A <see cref="Choreography.Message"/>.</summary>
    Message,

    /// <summary>A <see cref="Choreography.Branch"/> of a choice.</summary>
    Branch,

    /// <summary>A guarded part was completed.</summary>
    Completed,

    /// <summary>A guarded part was given up.</summary>
    GivenUp,
}

/// <summary>A label on the wire.</summary>
/// <param name="Number">The number, from 0.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Procedure">0 for the root, i + 1 for the target i: whose roles the step speaks of.</param>
/// <param name="From">The sender.</param>
/// <param name="To">The receivers of a message; the roles that are told of a decision, in so far as the source names them.</param>
/// <param name="Text">What it carries: the name of the variable, the labels of the branch.</param>
/// <param name="Span">Where it is in the source.</param>
internal sealed record Step(int Number, StepKind Kind, int Procedure, int From, EquatableArray<int> To, string Text, Span Span);

/// <summary>
/// The numbers of the steps of a linked protocol. Each message, each branch of a choice and each of the two outcomes of a guard has one,
/// in the order of the source, the targets after the root.
/// </summary>
internal sealed class ProtocolSteps
{
    private readonly List<Step> _all = [];
    private readonly Dictionary<object, int> _numbers = new(ByReference.Instance);

    private ProtocolSteps()
    {
    }

    /// <summary>All steps; each stands at its number.</summary>
    public IReadOnlyList<Step> All => _all;

    /// <summary>Numbers the steps of a protocol.</summary>
    public static ProtocolSteps Of(LinkedProtocol protocol)
    {
        var steps = new ProtocolSteps();
        steps.Visit(protocol.Procedure, 0, protocol.Procedure.Body);
        for (var i = 0; i < protocol.Targets.Count; i++)
            steps.Visit(protocol.Targets[i], i + 1, protocol.Targets[i].Body);
        return steps;
    }

    /// <summary>The number of a message.</summary>
    public int Of(Message message) => _numbers[message];

    /// <summary>The number of a branch.</summary>
    public int Of(Branch branch) => _numbers[branch];

    /// <summary>The number that says that a part was completed.</summary>
    public int Completed(Guarded guarded) => _numbers[guarded];

    /// <summary>The number that says that a part was given up.</summary>
    public int GivenUp(Guarded guarded) => _numbers[guarded] + 1;

    private void Visit(Procedure procedure, int index, Block block)
    {
        foreach (var statement in block.Statements)
        {
            if (statement is Message message)
                Add(message, new(_all.Count, StepKind.Message, index, message.From, Receivers(message), procedure.Variables[message.Value].Name, message.Span));
            if (statement is Guarded guarded)
            {
                var informed = guarded.Informed.Select(static one => one.Role).ToEquatableArray();
                Add(guarded, new(_all.Count, StepKind.Completed, index, guarded.Owner, informed, "completed", guarded.Span));
                _all.Add(new(_all.Count, StepKind.GivenUp, index, guarded.Owner, informed, "given up", guarded.Span));
            }

            if (statement is Choice choice)
            {
                foreach (var branch in choice.Branches)
                {
                    var informed = choice.Informed.Select(static one => one.Role).ToEquatableArray();
                    Add(branch, new(_all.Count, StepKind.Branch, index, choice.Role, informed, branch.Text(), branch.Span));
                    Visit(procedure, index, branch.Body);
                }

                continue;
            }

            foreach (var inner in statement.Blocks())
                Visit(procedure, index, inner);
        }
    }

    private static EquatableArray<int> Receivers(Message message) => message.To.Select(static receiver => receiver.Role).ToEquatableArray();

    private void Add(object key, Step step)
    {
        _numbers.Add(key, step.Number);
        _all.Add(step);
    }

    /// <summary>Two equal statements at different places are different steps.</summary>
    private sealed class ByReference : IEqualityComparer<object>
    {
        public static readonly ByReference Instance = new();

        bool IEqualityComparer<object>.Equals(object? one, object? other) => ReferenceEquals(one, other);

        int IEqualityComparer<object>.GetHashCode(object value) => RuntimeHelpers.GetHashCode(value);
    }
}
