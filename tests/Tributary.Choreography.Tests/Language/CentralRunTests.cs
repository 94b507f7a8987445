using Tributary.Testing;

namespace Tributary.Choreographies.Tests.Language;

/// <summary>A choreography run as it stands.</summary>
public sealed class CentralRunTests
{
    private readonly VirtualTimeProvider _clock = new();
    private readonly Person _anna = new("anna");
    private readonly Person _bert = new("bert");
    private readonly On<IAnna> _a;
    private readonly On<IBert> _b;

    public CentralRunTests() => (_a, _b) = (new On<IAnna>(_anna), new On<IBert>(_bert));

    public interface IAnna : IRole
    {
        string Say(string text);
    }

    public interface IBert : IRole
    {
        string Say(string text);
    }

    [Fact]
    public async Task Values_travel_and_actions_are_taken_in_the_order_of_the_body()
    {
        var scope = new Scope();
        var hello = _a.Do(static a => a.Say("hello"));
        var heard = await scope.Send(hello, _b);
        var answer = _b.Do(heard, static (b, text) => b.Say($"{text} to you"));
        var back = await scope.Send(answer, _a);
        Assert.True(await scope.Choose(_a.Do(back, static (_, text) => text.Length > 3), _b));
        Assert.Equal("bert: anna: hello to you", back.Value);
        Assert.Equal(["hello"], _anna.Said);
    }

    [Fact]
    public async Task A_family_scatters_gathers_and_passes_on()
    {
        var family = new AllOf<IBert>([new Person("x"), new Person("y"), new Person("z")]);
        var scope = new Scope();
        var each = await scope.Scatter(_a.Do(static IReadOnlyList<string> (_) => ["1", "2", "3"]), family);
        var said = family.Do(each, static (member, text) => member.Say(text));
        Assert.Equal(["x: 1", "y: 2", "z: 3"], (await scope.Gather(said, _a)).Value);
        Assert.Equal(["z: 3", "x: 1", "y: 2"], (await scope.SendToNext(said)).Values);
        Assert.Equal([new FromMember<string>(0, "x: 1"), new FromMember<string>(1, "y: 2")], (await scope.GatherQuorum(said, _a, 2)).Value);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => scope.GatherQuorum(said, _a, 4));
        await Assert.ThrowsAsync<ArgumentException>(() => scope.Scatter(_a.Do(static IReadOnlyList<string> (_) => ["1"]), family));
        Assert.Equal([new Member(0, 3), new Member(1, 3), new Member(2, 3)], family.Self.Values);
    }

    [Fact]
    public async Task A_guarded_send_needs_its_capability_and_its_budget_for_all_receivers()
    {
        var value = _a.Do(static _ => 1);
        var scope = new Scope(capabilities: new HashSet<string> { "a:b" }, budget: 5);
        await scope.Send(value, _b, capability: "a:b", cost: 3);
        await Assert.ThrowsAsync<SendRefusedException>(async () => await scope.Send(value, _b, capability: "a:c"));
        await Assert.ThrowsAsync<SendRefusedException>(async () => await scope.Send(value, _b, cost: 3));
        var family = new AllOf<IBert>([_bert, _bert]);
        await Assert.ThrowsAsync<SendRefusedException>(async () => await scope.Send(value, family, cost: 2));
        await Assert.ThrowsAsync<SendRefusedException>(async () => await scope.Send(value, family, cost: long.MaxValue));
        await scope.Send(value, family, cost: 1);
    }

    [Fact]
    public async Task A_part_that_is_too_slow_is_given_up_and_does_nothing_more()
    {
        var scope = new Scope(_clock);
        var slow = new TaskCompletionSource();
        var stopped = new TaskCompletionSource<Exception?>();
        var run = scope.Within(
            _a,
            TimeSpan.FromSeconds(1),
            async () =>
            {
                await slow.Task;
                stopped.SetResult(await Record.ExceptionAsync(async () => await scope.Send(_a.Do(static _ => 1), _b)));
                return "in time";
            },
            static () => Task.FromResult("given up"),
            _b);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("given up", await run);
        slow.SetResult();
        Assert.IsType<OperationCanceledException>(await stopped.Task);
        Assert.Equal("in time", await scope.Within(_a, TimeSpan.FromSeconds(1), static () => Task.FromResult("in time"), static () => Task.FromResult("given up"), _b));
        Assert.Null(_clock.NextDue);
    }

    [Fact]
    public async Task A_role_that_dies_in_a_part_that_survives_it_leads_to_the_other_part()
    {
        var scope = new Scope();
        Assert.Equal("without bert", await scope.Surviving(_a, _b, static () => Task.FromException<string>(new RoleDiedException(typeof(IBert))), static () => Task.FromResult("without bert")));
        await Assert.ThrowsAsync<RoleDiedException>(() => scope.Surviving(_a, _b, static () => Task.FromException<string>(new RoleDiedException(typeof(IAnna))), static () => Task.FromResult("no")));
    }

    [Fact]
    public async Task Parallel_branches_all_run()
    {
        var scope = new Scope();
        var (one, two) = await scope.Parallel(() => scope.Send(_a.Do(static _ => 1), _b), () => scope.Send(_b.Do(static _ => 2), _a));
        Assert.Equal((1, 2), (one.Value, two.Value));
    }

    private sealed class Person(string name) : IAnna, IBert
    {
        public List<string> Said { get; } = [];

        public string Say(string text)
        {
            Said.Add(text);
            return $"{name}: {text}";
        }
    }
}
