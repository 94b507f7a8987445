namespace Tributary.Roslyn.Choreography;

/// <summary>What kind of knowledge a role misses.</summary>
internal enum ConflictKind
{
    /// <summary>It would have to do one thing or another.</summary>
    Mixture,

    /// <summary>It would have to send one thing or another.</summary>
    Sends,

    /// <summary>It would have to listen to one sender or another.</summary>
    Senders,

    /// <summary>It would have to end, or go on.</summary>
    Ends,

    /// <summary>It would have to leave a loop, or go round.</summary>
    LoopExit,

    /// <summary>There are too many states.</summary>
    TooManyStates,
}

/// <summary>Why a role has no automaton: two steps that it cannot tell apart and at which it would have to do different things.</summary>
/// <param name="Kind">What it misses.</param>
/// <param name="Choice">The choice that it would have to know of; null if there is none.</param>
/// <param name="One">A step.</param>
/// <param name="Other">The other.</param>
internal sealed record Conflict(ConflictKind Kind, Node? Choice, Node? One, Node? Other)
{
    public static Conflict Between(RoleView view, Closure closure, Node one, Node other, Node? merged)
    {
        var (onOne, onOther) = (closure.PathTo(one.Id), closure.PathTo(other.Id));
        var common = Common(onOne, onOther);
        var choice = Divergence(view, closure, one, other);
        return new(Kind(), choice ?? merged, one, other);

        ConflictKind Kind()
        {
            var leaves = onOne.Skip(common).Where(id => view.Graph.Nodes[id].IsLoopExit);
            var otherLeaves = onOther.Skip(common).Where(id => view.Graph.Nodes[id].IsLoopExit);
            if (choice is not null && !leaves.SequenceEqual(otherLeaves))
                return ConflictKind.LoopExit;
            if (IsEnd(one) != IsEnd(other))
                return ConflictKind.Ends;
            if (!one.IsMessage || !other.IsMessage)
                return ConflictKind.Mixture;
            if (one.From == view.Role && other.From == view.Role)
                return ConflictKind.Sends;
            return one.From != view.Role && other.From != view.Role ? ConflictKind.Senders : ConflictKind.Mixture;
        }
    }

    /// <summary>The choice after which the ways to two steps part; null if they were apart before.</summary>
    public static Node? Divergence(RoleView view, Closure closure, Node one, Node other)
    {
        var path = closure.PathTo(one.Id);
        var common = Common(path, closure.PathTo(other.Id));
        var node = common == 0 ? null : view.Graph.Nodes[path[common - 1]];
        return node?.Kind == NodeKind.Choose ? node : null;
    }

    private static int Common(List<int> one, List<int> other) => one.Zip(other, static (a, b) => a == b).TakeWhile(static same => same).Count();

    private static bool IsEnd(Node node) => node.Kind is NodeKind.End or NodeKind.PartEnd;
}
