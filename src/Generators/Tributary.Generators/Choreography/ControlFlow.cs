using Tributary.Roslyn;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Choreography;

/// <summary>How the states of an automaton follow each other.</summary>
internal sealed class ControlFlow
{
    private readonly int[][] _next;
    private readonly int[] _arrivals;
    private readonly int[] _join;

    public ControlFlow(Endpoint endpoint)
    {
        var states = endpoint.States;
        _next = new int[states.Count][];
        _arrivals = new int[states.Count];
        for (var i = 0; i < states.Count; i++)
        {
            _next[i] = NextOf(states[i]).ToArray();
            foreach (var next in _next[i])
                _arrivals[next]++;
        }

        if (_arrivals.Length > 0)
            _arrivals[0]++;
        _join = FindJoins(states);
    }

    /// <summary>Whether a state is reached in more than one way.</summary>
    public bool IsShared(int state) => _arrivals[state] > 1;

    /// <summary>The first state that every way from a state leads to; -1 if there is none before the end.</summary>
    public int JoinOf(int state) => _join[state];

    private static IEnumerable<int> NextOf(State state) => state switch
    {
        ActState act => [act.Next],
        SendState send => [send.Next],
        ReceiveState receive => receive.Arrivals.Select(static arrival => arrival.Next),
        DecideState decide => decide.Branches.Select(static branch => branch.Next),
        ForkState fork => [fork.Next],
        GuardState guard => [guard.Completed, guard.GivenUp],
        CallState call => [call.Next],
        _ => [],
    };

    // The immediate post-dominators, with one end behind all ends. The end itself is no join: each way has its own return.
    private int[] FindJoins(EquatableArray<State> states)
    {
        var count = states.Count;
        var order = Reversed(states);
        var rank = new int[count + 1];
        for (var i = 0; i < order.Count; i++)
            rank[order[i]] = i;
        var parent = new int[count + 1];
        for (var i = 0; i <= count; i++)
            parent[i] = -1;
        parent[count] = count;
        for (var changed = true; changed;)
        {
            changed = false;
            foreach (var state in order)
            {
                if (state == count)
                    continue;
                var join = -1;
                foreach (var next in states[state] is EndState ? [count] : _next[state])
                {
                    if (parent[next] >= 0)
                        join = join < 0 ? next : Meet(join, next, parent, rank);
                }

                if (join >= 0 && parent[state] != join)
                {
                    parent[state] = join;
                    changed = true;
                }
            }
        }

        for (var i = 0; i < count; i++)
        {
            if (parent[i] == count || (parent[i] >= 0 && states[parent[i]] is EndState))
                parent[i] = -1;
        }

        return parent;
    }

    private static int Meet(int one, int other, int[] parent, int[] rank)
    {
        while (one != other)
        {
            while (rank[one] > rank[other])
                one = parent[one];
            while (rank[other] > rank[one])
                other = parent[other];
        }

        return one;
    }

    // The states from the end backwards, each after at least one of those that follow it.
    private List<int> Reversed(EquatableArray<State> states)
    {
        var count = states.Count;
        var before = new List<int>[count + 1];
        for (var i = 0; i <= count; i++)
            before[i] = [];
        for (var i = 0; i < count; i++)
        {
            foreach (var next in states[i] is EndState ? [count] : _next[i])
                before[next].Add(i);
        }

        var order = new List<int>();
        var seen = new bool[count + 1];
        var open = new Stack<(int State, int Child)>();
        open.Push((count, 0));
        seen[count] = true;
        while (open.Count > 0)
        {
            var (state, child) = open.Pop();
            if (child == before[state].Count)
            {
                order.Add(state);
                continue;
            }

            open.Push((state, child + 1));
            var earlier = before[state][child];
            if (!seen[earlier])
            {
                seen[earlier] = true;
                open.Push((earlier, 0));
            }
        }

        order.Reverse();
        return order;
    }
}
