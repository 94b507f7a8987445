using Choreographies.Running;
using Tributary;

namespace Choreographies.Protocols;

/// <summary>Counts the rounds.</summary>
public interface ITeller : IRole
{
    /// <summary>Begins with a ring of some size.</summary>
    void Begin(int nodes);

    /// <summary>Whether a name has not been round the whole ring yet. Each call is a round.</summary>
    bool HasRound();
}

/// <summary>A node of a ring, which can talk to the next one.</summary>
public interface INode : IRole
{
    /// <summary>Its number; no two are equal.</summary>
    int Number { get; }

    /// <summary>Takes the result.</summary>
    void Elect(int leader);
}

/// <summary>Leader election in a ring: each node passes the greatest number on that it has heard, until it has been round the ring.</summary>
public static partial class LeaderElection
{
    /// <summary>The protocol. The teller gets the leader that all nodes agree on; -1 if they do not.</summary>
    [Choreography]
    public static async Task<At<ITeller, int>> Run(Scope c, On<ITeller> teller, AllOf<INode> nodes)
    {
        var places = await c.Gather(nodes.Self, teller);
        teller.Do(places, static (t, p) => t.Begin(p.Count));
        var best = nodes.Do(static n => n.Number);
        while (await c.Choose(teller.Do(static t => t.HasRound()), nodes))
        {
            var heard = await c.SendToNext(best);
            best = nodes.Do(best, heard, static (_, b, h) => Math.Max(b, h));
        }

        nodes.Do(best, static (n, b) => n.Elect(b));
        var leaders = await c.Gather(best, teller);
        return teller.Do(leaders, static (_, all) => all.Distinct().Count() == 1 ? all[0] : -1);
    }

    private sealed class Teller : ITeller
    {
        private int _rounds;

        public void Begin(int nodes) => _rounds = nodes - 1;

        public bool HasRound() => _rounds-- > 0;
    }

    private sealed class Node(int number) : INode
    {
        private int _leader;

        public int Number => number;

        public void Elect(int leader) => _leader = leader;

        public override string ToString() => $"{number} follows {_leader}";
    }

    private static readonly int[] s_numbers = [12, 40, 7, 31, 25];

    /// <summary>The sample, with five nodes.</summary>
    public static IEnumerable<Sample> Samples =>
    [
        new("leader-election", RunPlan(s_numbers.Length), CentrallyAsync,
        [
            Seat.Of("teller", static () => new Teller(), RunAsTeller, static (_, leader) => $"leader {leader}"),
            .. s_numbers.Select(static (number, i) => Seat.Of($"nodes[{i}]", () => new Node(number), node => RunAsNodes(node, i), static (node, _) => $"{node}")),
        ]),
    ];

    private static async Task<string[]> CentrallyAsync()
    {
        Node[] nodes = [.. s_numbers.Select(static number => new Node(number))];
        var leader = await RunCentrally(new Teller(), nodes);
        return [$"leader {leader}", .. nodes.Select(static node => $"{node}")];
    }
}
