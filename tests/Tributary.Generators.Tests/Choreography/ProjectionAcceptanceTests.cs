using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>What a projection by merging trees refuses, and what can be projected all the same.</summary>
public sealed class ProjectionAcceptanceTests
{
    private const int A = 0;
    private const int B = 1;
    private const int C = 2;

    [Fact]
    public void The_first_message_of_the_chooser_says_which_branch_it_is()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var (one, other) = (p.Do(A, "one"), p.Do(A, "other"));
        p.If(p.Decide(A, "d"), [B], () => p.Act(B, "left", p.Send(one, B)), () => p.Act(B, "right", p.Send(other, B)));
        var projection = Accepted(p);
        Assert.Empty(projection.Announcements);
        Assert.Equal([1, 3], Assert.IsType<ReceiveState>(projection.Endpoints[B].States[0]).Arrivals.Select(static one => one.Step));
    }

    [Fact]
    public void Only_the_branch_without_a_message_is_announced()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var one = p.Do(A, "one");
        p.If(p.Decide(A, "d"), [B], () => p.Act(B, "left", p.Send(one, B)), () => p.Act(B, "right"));
        var announcement = Assert.Single(Accepted(p).Announcements);
        Assert.Equal(new(2, B), announcement);
    }

    [Fact]
    public void A_role_that_is_not_told_goes_on_where_the_branches_meet()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var (value, late) = (p.Do(A, "value"), p.Do(A, "late"));
        p.If(p.Decide(A, "d"), [B], () => p.Act(B, "use", p.Send(value, B)), () => p.Act(B, "skip"));
        p.Act(C, "use", p.Send(late, C));
        var projection = Accepted(p);
        Assert.Single(projection.Announcements);
        Assert.Equal(3, projection.Endpoints[C].States.Count);
    }

    [Fact]
    public void Nested_choices_reach_a_third_role_through_one_sender()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var values = Enumerable.Range(0, 4).Select(i => p.Do(B, "value" + i)).ToList();
        p.If(
            p.Decide(A, "d"),
            [B],
            () => p.If(p.Decide(A, "e"), [B], () => p.Act(C, "w", p.Send(values[0], C)), () => p.Act(C, "x", p.Send(values[1], C))),
            () => p.If(p.Decide(A, "f"), [B], () => p.Act(C, "y", p.Send(values[2], C)), () => p.Act(C, "z", p.Send(values[3], C))));
        var projection = Accepted(p);
        Assert.Equal(4, Assert.IsType<ReceiveState>(projection.Endpoints[C].States[0]).Arrivals.Count);

        // Which of the four it is, b is told once.
        Assert.Equal(4, projection.Announcements.Count);
        Assert.All(projection.Announcements, static one => Assert.Equal(B, one.To));
    }

    [Fact]
    public void A_chain_of_roles_learns_of_a_choice_level_by_level()
    {
        var p = new ProjectionDraft("P", "a", "b", "c", "d");
        var (one, other) = (p.Do(A, "one"), p.Do(A, "other"));
        p.If(
            p.Decide(A, "x"),
            [],
            () => p.Act(3, "left", p.Send(p.Send(p.Send(one, B), C), 3)),
            () => p.Act(3, "right", p.Send(p.Send(p.Send(other, B), C), 3)));
        Assert.Empty(Accepted(p).Announcements);
    }

    [Fact]
    public void A_loop_against_a_finite_branch()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var (item, last) = (p.Do(B, "item"), p.Do(B, "last"));
        p.If(
            p.Decide(A, "d"),
            [B],
            () => p.Loop(loop =>
            {
                p.Act(C, "more", p.Send(item, C));
                p.If(
                    p.Decide(B, "again"),
                    [],
                    () => p.Act(B, "on"),
                    () =>
                    {
                        p.Act(C, "done", p.Send(last, C));
                        p.Break(loop);
                    });
            }),
            () => p.Act(C, "done", p.Send(last, C)));
        var projection = Accepted(p);
        var arrivals = projection.Endpoints[C].States.OfType<ReceiveState>().Select(static state => state.Arrivals.Count);
        Assert.Equal([2, 2], arrivals);
    }

    [Fact]
    public void Leaving_two_loops_at_once()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var ok = p.Do(A, "ok");
        p.Loop(outer =>
        {
            p.Loop(inner => p.If(
                p.Decide(A, "d"),
                [B],
                () => p.Act(B, "item", p.Send(ok, B)),
                () => p.Break(inner),
                () => p.Break(outer)));
            p.Act(B, "round");
        });
        p.Act(B, "end");
        var projection = Accepted(p);
        var receive = Assert.Single(projection.Endpoints[B].States.OfType<ReceiveState>());
        Assert.Equal(3, receive.Arrivals.Count);
        Assert.Equal(2, projection.Announcements.Count);
    }

    [Fact]
    public void A_loop_whose_rounds_and_end_begin_with_different_messages_needs_no_announcement()
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Loop(loop =>
        {
            var more = p.Decide(A, "more");
            p.If(more, [B], () => p.Act(B, "item", p.Send(p.Do(A, "item"), B)), () => p.Break(loop));
        });
        p.Act(B, "sum", p.Send(p.Do(A, "sum"), B));
        Assert.Empty(Accepted(p).Announcements);
    }

    [Fact]
    public void The_same_act_in_both_branches_needs_no_knowledge()
    {
        var target = new ProjectionDraft("Target", "x");
        target.Act(0, "act");
        var p = new ProjectionDraft("P", "a", "b");
        p.If(
            p.Decide(A, "d"),
            [],
            () => p.Call(target, [B]),
            () =>
            {
                p.Act(A, "aside");
                p.Call(target, [B]);
            });
        var projection = Accepted(p);
        Assert.Empty(projection.Announcements);
        Assert.Equal(2, projection.Endpoints[B].States.Count);
    }

    [Fact]
    public void A_conclave_says_nothing_to_those_who_are_not_in_it()
    {
        var target = new ProjectionDraft("Target", "x", "y");
        var value = target.Do(0, "value");
        target.If(target.Decide(0, "d"), [1], () => target.Act(1, "use", target.Send(value, 1)), () => target.Act(1, "skip"));
        var p = new ProjectionDraft("P", "a", "b", "c");
        p.Act(C, "alone");
        p.Call(target, [B, A]);
        Assert.Equal(["ActState", "EndState"], Accepted(p).Endpoints[C].States.Select(static state => state.GetType().Name));
    }

    [Fact]
    public void A_role_in_one_branch_of_a_fork_does_not_fork()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var (one, two) = (p.Do(A, "one"), p.Do(A, "two"));
        p.Parallel(() => p.Act(B, "use", p.Send(one, B)), () => p.Act(C, "use", p.Send(two, C)));
        var projection = Accepted(p);
        Assert.Contains(projection.Endpoints[A].States, static state => state is ForkState { Branches.Count: 2 });
        Assert.DoesNotContain(projection.Endpoints[B].States, static state => state is ForkState);
    }

    [Fact]
    public void A_guarded_part_is_one_state_of_everybody_in_it()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        p.Act(C, "alone");
        p.Within(A, [B], () => p.Act(A, "use", p.Send(p.Do(B, "value"), A)), () => p.Act(A, "late"));
        var projection = Accepted(p);
        var guards = projection.Endpoints.SelectMany(static one => one.States).OfType<GuardState>().ToList();
        Assert.Equal(2, guards.Count);
        Assert.All(guards, guard => Assert.Equal((0, A, 0, 1), (guard.Id, guard.Owner, guard.CompletedStep, guard.GivenUpStep)));
        Assert.All(guards, static guard => Assert.Equal([B], guard.Informed));
        Assert.Equal([new(0, B), new(1, B)], projection.Announcements);
    }

    [Fact]
    public void The_role_that_may_die_needs_not_be_told_by_the_source()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        p.Within(A, [C], () => p.Act(A, "use", p.Send(p.Do(B, "value"), A)), () => p.Act(C, "instead"), mortal: B);
        Assert.Equal([B, C], Accepted(p).Endpoints[A].States.OfType<GuardState>().Single().Informed);
    }

    [Fact]
    public void Who_must_know_is_told_without_being_named_if_the_author_wants_it()
    {
        var p = new ProjectionDraft("P", "a", "b", "c") { InformsAutomatically = true };
        var value = p.Do(B, "value");
        p.If(p.Decide(A, "d"), [], () => p.Act(C, "use", p.Send(value, C)), () => p.Act(B, "skip"));
        Assert.Equal([(0, B), (0, C), (2, B), (2, C)], Accepted(p).Announcements.Select(static one => (one.Step, one.To)));
    }

    [Fact]
    public void A_choreography_that_tells_by_itself_does_so_where_it_is_called()
    {
        var target = new ProjectionDraft("Target", "x", "y") { InformsAutomatically = true };
        target.If(target.Decide(0, "d"), [], () => target.Act(1, "left"), () => target.Act(1, "right"));
        var p = new ProjectionDraft("P", "a", "b");
        p.Call(target, [B, A]);
        Assert.Equal([(0, A), (1, A)], Accepted(p).Announcements.Select(static one => (one.Step, one.To)));
    }

    private static ProjectionResult Accepted(ProjectionDraft draft)
    {
        var projection = draft.Project();
        Assert.Empty(projection.Faults);
        return projection;
    }
}
