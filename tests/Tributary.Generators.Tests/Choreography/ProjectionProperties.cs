using FsCheck;
using FsCheck.Fluent;
using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

public sealed class ProjectionProperties
{
    [Fact]
    public void The_roles_together_do_what_the_central_run_does()
        => ForAnySeed(400, seed =>
        {
            var draft = ProjectionRandomProtocol.Write(seed, size: 6 + (Math.Abs(seed) % 25), informsAutomatically: true, hasParts: true);
            var protocol = draft.Link();
            var projection = Projector.Project(protocol);
            Assert.True(projection.IsProjectable, Text(projection));
            for (var run = 0; run < 4; run++)
                AssertSameAsCentral(draft, protocol, projection, run, new Random(seed + run).Next);
        });

    [Fact]
    public void What_is_projected_without_help_runs_correctly()
        => ForAnySeed(600, seed =>
        {
            var draft = ProjectionRandomProtocol.Write(seed, size: 8, informsAutomatically: false, hasParts: true);
            var protocol = draft.Link();
            var projection = Projector.Project(protocol);
            for (var run = 0; run < 4 && projection.IsProjectable; run++)
                AssertSameAsCentral(draft, protocol, projection, run, new Random(seed + run).Next);
        });

    [Fact]
    public void No_interleaving_of_a_small_protocol_makes_a_difference()
        => ForAnySeed(60, seed =>
        {
            var draft = ProjectionRandomProtocol.Write(seed, size: 4, informsAutomatically: true, hasParts: true);
            var protocol = draft.Link();
            var projection = Projector.Project(protocol);
            var schedules = new Schedules();
            do
            {
                schedules.Begin();
                AssertSameAsCentral(draft, protocol, projection, seed, schedules.Pick);
            }
            while (schedules.Next(max: 300));
        });

    [Fact]
    public void Exactly_what_can_be_implemented_is_accepted()
    {
        var (accepted, refused) = (0, 0);
        ForAnySeed(700, seed =>
        {
            var protocol = ProjectionRandomProtocol.Write(seed, size: 5, informsAutomatically: false, hasParts: false).Link();
            var projection = Projector.Project(protocol);
            var told = Told(protocol);
            for (var role = 0; role < protocol.Procedure.Roles.Count; role++)
            {
                if (new ProjectionOracle(protocol, role, (step, informed) => told.Contains((step, informed))).CanBeImplemented() is not { } canBe)
                    continue;
                var name = protocol.Procedure.Roles[role].Name;
                var isRefused = projection.Faults.Any(fault => fault.IsError && fault.Arguments.FirstOrDefault() == name);
                Assert.True(canBe != isRefused, $"{name} can {(canBe ? "" : "not ")}be implemented: {Text(projection)}");
                (accepted, refused) = canBe ? (accepted + 1, refused) : (accepted, refused + 1);
            }
        });
        Assert.True(accepted > 300 && refused > 100, $"{accepted} accepted and {refused} refused do not say much");
    }

    [Fact]
    public void No_announcement_is_superfluous()
    {
        var (kept, tried) = (0, 0);
        ForAnySeed(500, seed =>
        {
            var protocol = ProjectionRandomProtocol.Write(seed, size: 6, informsAutomatically: true, hasParts: false).Link();
            var all = Projector.Project(protocol).Announcements.Select(static one => (one.Step, one.To)).ToHashSet();
            foreach (var one in all)
            {
                tried++;
                var others = all.Where(other => other != one).ToHashSet();
                if (new ProjectionOracle(protocol, one.To, (step, role) => others.Contains((step, role))).CanBeImplemented() is { } canBe)
                {
                    Assert.False(canBe, $"{protocol.Procedure.Roles[one.To].Name} can do without the announcement {one.Step}");
                    kept++;
                }
            }
        });
        Assert.True(kept > tried / 2, $"{kept} of {tried}");
    }

    private static HashSet<(int Step, int Role)> Told(LinkedProtocol protocol)
    {
        var steps = ProtocolSteps.Of(protocol);
        return [.. protocol.Procedure.Body.All().OfType<Choice>().SelectMany(choice =>
            choice.Branches.SelectMany(branch => choice.Informed.Select(one => (steps.Of(branch), one.Role))))];
    }

    private static void AssertSameAsCentral(ProjectionDraft draft, LinkedProtocol protocol, ProjectionResult projection, int seed, Func<int, int> pick)
    {
        var central = new ProjectionValues(seed);
        if (new ProjectionCentralRun(draft.Procedures(), central).Run(draft.Build()) is not { } results)
            return;
        var projected = new ProjectionValues(seed);
        Assert.Equal(results, new ProjectionEndpointRun(protocol, projection, projected).Run(pick));
        var isOrdered = !draft.Build().Body.All().Any(static statement => statement is Roslyn.Choreography.Parallel);
        Assert.Equal(central.Calls.Keys, projected.Calls.Keys);
        foreach (var (who, calls) in central.Calls)
            Assert.Equal(Ordered(calls), Ordered(projected.Calls[who]));

        // Branches side by side have no order between them.
        IEnumerable<string> Ordered(List<string> calls) => isOrdered ? calls : calls.Order(StringComparer.Ordinal);
    }

    private static string Text(ProjectionResult projection)
        => string.Join("; ", projection.Faults.Where(static fault => fault.IsError).Select(static fault => $"{fault.Kind}({string.Join(", ", fault.Arguments)})"));

    private static void ForAnySeed(int count, Action<int> check)
        => Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(Gen.Choose(0, 1_000_000).ToArbitrary(), check));

    /// <summary>Tries one order of steps after the other, the last decision first.</summary>
    private sealed class Schedules
    {
        private readonly List<(int Picked, int Of)> _script = [];
        private int _position;
        private int _count;

        public void Begin() => _position = 0;

        public int Pick(int count)
        {
            if (_position == _script.Count)
                _script.Add((0, count));
            return _script[_position++].Picked;
        }

        public bool Next(int max)
        {
            while (_script.Count > 0 && _script[^1].Picked + 1 == _script[^1].Of)
                _script.RemoveAt(_script.Count - 1);
            if (_script.Count == 0 || ++_count == max)
                return false;
            _script[^1] = (_script[^1].Picked + 1, _script[^1].Of);
            return true;
        }
    }
}
