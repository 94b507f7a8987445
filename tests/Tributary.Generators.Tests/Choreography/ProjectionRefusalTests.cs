using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>Each pattern that cannot be projected, refused where the source is to be changed.</summary>
public sealed class ProjectionRefusalTests
{
    private const int A = 0;
    private const int B = 1;
    private const int C = 2;

    [Fact]
    public void A_role_that_sends_in_one_branch_and_receives_in_the_other()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var value = p.Do(B, "value");
        var ready = p.Do(C, "ready");
        var choice = p.If(p.Decide(A, "d"), [C], () => p.Send(value, C), () => p.Send(ready, B));
        var fault = Only(p, FaultKind.Unprojectable);
        Assert.Equal(choice, fault.Span);
        Assert.Equal(["b", "a", "sends 'value' to c", "receives 'ready' from c"], fault.Arguments);
        Assert.NotNull(fault.Other);
    }

    [Fact]
    public void A_role_that_acts_in_one_branch_and_receives_in_the_other()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var value = p.Do(A, "value");
        var choice = p.If(p.Decide(A, "d"), [], () => p.Do(B, "act"), () => p.Send(value, B));
        var fault = Only(p, FaultKind.Unprojectable);
        Assert.Equal(choice, fault.Span);
        Assert.Equal(["b", "a", "acts by itself", "receives 'value' from a"], fault.Arguments);
    }

    [Fact]
    public void A_role_that_sends_one_thing_or_another_and_was_not_told()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var (one, other) = (p.Do(B, "one"), p.Do(B, "other"));
        var second = default(Roslyn.Choreography.Span);
        var choice = p.If(p.Decide(A, "d"), [], () => p.Send(one, A), () =>
        {
            p.Send(other, A);
            second = p.Last;
        });
        var fault = Only(p, FaultKind.UninformedSend);
        Assert.Equal((choice, second), (fault.Span, fault.Other));
        Assert.Equal(["b", "a"], fault.Arguments);
    }

    [Fact]
    public void A_role_that_listens_to_one_sender_or_another()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var (one, other) = (p.Do(A, "one"), p.Do(B, "other"));
        var choice = p.If(p.Decide(A, "d"), [B], () => p.Send(one, C), () => p.Send(other, C));
        var fault = Only(p, FaultKind.TwoSenders);
        Assert.Equal(choice, fault.Span);
        Assert.Equal(["c", "a", "b"], fault.Arguments);
    }

    [Fact]
    public void A_role_that_ends_in_one_branch_only()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var value = p.Do(B, "value");
        var choice = p.If(p.Decide(A, "d"), [B], () => p.Send(value, C), () => p.Act(B, "skip"));
        var fault = Only(p, FaultKind.EndsInOneBranch);
        Assert.Equal(choice, fault.Span);
        Assert.Equal(["c", "a"], fault.Arguments);
    }

    [Fact]
    public void A_role_that_returns_one_value_or_another_and_was_not_told()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var (one, other) = (p.Do(B, "one"), p.Do(B, "other"));
        p.If(p.Decide(A, "d"), [], () => p.Return(one), () => p.Return(other));
        var fault = Only(p, FaultKind.Unprojectable);
        Assert.Equal(["b", "a", "returns 'one'", "returns 'other'"], fault.Arguments);
    }

    [Fact]
    public void A_role_that_cannot_learn_that_a_loop_is_over()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var choice = default(Roslyn.Choreography.Span);
        p.Loop(loop =>
        {
            var value = p.Do(B, "value");
            p.Send(value, A);
            choice = p.If(p.Decide(A, "d"), [], () => p.Act(A, "on"), () => p.Break(loop));
        });
        var fault = Only(p, FaultKind.UninformedExit);
        Assert.Equal(choice, fault.Span);
        Assert.Equal(["b", "a"], fault.Arguments);
    }

    [Fact]
    public void Each_role_that_misses_a_choice_is_named_by_itself()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var (b, c) = (p.Do(B, "b"), p.Do(C, "c"));
        p.If(
            p.Decide(A, "d"),
            [],
            () =>
            {
                p.Send(b, A);
                p.Send(c, A);
            },
            () => p.Act(A, "skip"));
        Assert.Equal(["b", "c"], p.Project().Faults.Where(static fault => fault.IsError).Select(static fault => fault.Arguments[0]));
    }

    [Fact]
    public void A_call_that_not_all_participants_know_of()
    {
        var target = new ProjectionDraft("Target", "x", "y");
        target.Send(target.Do(0, "value"), 1);
        var p = new ProjectionDraft("P", "a", "b");
        p.Act(B, "begin");
        p.If(p.Decide(A, "d"), [], () => p.Call(target, [B, A]), () => p.Act(A, "skip"));
        Only(p, FaultKind.Unprojectable, FaultKind.EndsInOneBranch);
    }

    [Fact]
    public void A_fault_in_a_procedure_that_was_written_out_is_shown_at_the_call()
    {
        var target = new ProjectionDraft("Target", "x", "y");
        var (one, other) = (target.Do(1, "one"), target.Do(1, "other"));
        var choice = target.If(target.Decide(0, "d"), [], () => target.Send(one, 0), () => target.Send(other, 0));
        var p = new ProjectionDraft("P", "a", "b");
        p.Call(target, [B, A]);
        var call = p.Last;
        var fault = Only(p, FaultKind.UninformedSend);
        Assert.Equal((call, choice), (fault.Span, fault.Other));
        Assert.Equal(["a", "b"], fault.Arguments);
    }

    [Fact]
    public void Announcements_that_change_nothing_are_advised_against()
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Send(p.Do(A, "first"), B);
        p.If(p.Decide(A, "d"), [B], out var informed, () => p.Act(A, "one"), () => p.Act(A, "other"));
        var projection = p.Project();
        var fault = Assert.Single(projection.Faults, static one => one.Kind == FaultKind.SuperfluousInform);
        Assert.Equal(informed[0], fault.Span);
        Assert.True(projection.IsProjectable);
        Assert.Empty(projection.Announcements);
    }

    [Fact]
    public void Sends_to_oneself_and_roles_without_a_part()
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Send(p.Do(A, "value"), A);
        Assert.Equal([FaultKind.SelfSend, FaultKind.UnusedRole], Kinds(p).Where(static kind => kind != FaultKind.UnusedValue).Order());

        p = new ProjectionDraft("P", "a", "b");
        p.If(p.Decide(A, "d"), [A], () => p.Act(B, "same"));
        Assert.Equal([FaultKind.SelfInform], Kinds(p));
    }

    [Fact]
    public void Protocols_without_an_end()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var loop = p.Loop(_ => p.Act(B, "got", p.Send(p.Do(A, "value"), B)));
        Assert.Equal(loop, Only(p, FaultKind.Endless).Span);

        p = new ProjectionDraft("P", "a", "b") { IsEndless = true };
        p.Loop(_ => p.Act(B, "got", p.Send(p.Do(A, "value"), B)));
        Assert.Empty(Kinds(p));

        // In one branch is bad enough.
        p = new ProjectionDraft("P", "a", "b");
        p.If(p.Decide(A, "d"), [B], () => loop = p.Loop(_ => p.Act(B, "got", p.Send(p.Do(A, "value"), B))), () => p.Act(B, "end"));
        Assert.Equal(loop, Only(p, FaultKind.Endless).Span);
    }

    [Fact]
    public void Steps_that_no_run_reaches()
    {
        var p = new ProjectionDraft("P", "a", "b") { IsEndless = true };
        p.Loop(_ => p.Act(B, "got", p.Send(p.Do(A, "value"), B)));
        p.Act(A, "never");
        var never = p.Last;
        p.Act(A, "never either");
        var fault = Assert.Single(p.Project().Faults);
        Assert.Equal((FaultKind.Unreachable, never), (fault.Kind, fault.Span));
    }

    [Fact]
    public void Values_that_nobody_looks_at()
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Send(p.Do(A, "value"), B);
        var fault = Assert.Single(p.Project().Faults);
        Assert.Equal(FaultKind.UnusedValue, fault.Kind);
        Assert.False(fault.IsError);
    }

    [Fact]
    public void Branches_side_by_side_that_share_a_direction_or_a_variable()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var value = p.Do(A, "value");
        var (one, other) = (default(Roslyn.Choreography.Span), default(Roslyn.Choreography.Span));
        p.Parallel(
            () =>
            {
                var got = p.Send(value, B);
                one = p.Last;
                p.Act(B, "one", got);
            },
            () =>
            {
                var got = p.Send(value, B);
                other = p.Last;
                p.Act(B, "other", got);
            });
        var fault = Only(p, FaultKind.SharedEdge);
        Assert.Equal((other, one), (fault.Span, fault.Other));
        Assert.Equal(["a", "b"], fault.Arguments);

        p = new ProjectionDraft("P", "a", "b");
        var shared = p.Do(A, "shared");
        p.Parallel(() => p.Copy(p.Do(A, "set"), shared), () => p.Act(A, "use", shared), () => p.Act(B, "else"));
        Assert.Equal(["shared"], Only(p, FaultKind.SharedVariable).Arguments);
    }

    [Fact]
    public void Guarded_parts_of_which_somebody_is_not_told()
    {
        var p = new ProjectionDraft("P", "a", "b", "c");
        var value = p.Do(C, "value");
        var guard = p.Within(A, [B], () => p.Act(B, "use", p.Send(value, B)), () => p.Act(B, "late"));
        var fault = Only(p, FaultKind.UninformedGuard, FaultKind.UnusedRole);
        Assert.Equal(guard, fault.Span);
        Assert.Equal(["c", "a"], fault.Arguments);

        p = new ProjectionDraft("P", "a", "b");
        p.Within(A, [], () => p.Act(A, "use", p.Send(p.Do(B, "value"), A)), () => p.Act(B, "dead"), mortal: B);
        Assert.Equal(["b"], Only(p, FaultKind.DeadRole).Arguments);
    }

    [Fact]
    public void Quorums_of_nobody()
    {
        var p = new ProjectionDraft("P", "a", "*f");
        p.Act(A, "use", p.Message(Route.Gather, p.Do(B, "vote"), [A], quorum: -1));
        Assert.Equal([FaultKind.BadQuorum], Kinds(p));
    }

    [Fact]
    public void Recursion_before_anything_was_said()
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Act(A, "hm");
        p.CallKey("P", [B, A], [], []);
        var call = p.Last;
        var fault = p.Project().Faults.First(static one => one.Kind == FaultKind.UnguardedRecursion);
        Assert.Equal(call, fault.Span);
    }

    [Fact]
    public void Calls_of_what_is_not_known()
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Act(A, "x");
        p.Act(B, "y");
        p.CallKey("Nowhere", [A, B], [], []);
        var fault = Only(p, FaultKind.UnknownTarget);
        Assert.Equal(p.Last, fault.Span);
        Assert.Equal(["Nowhere"], fault.Arguments);
    }

    [Fact]
    public void Protocols_that_grow_beyond_all_bounds_when_they_are_written_out()
    {
        var inner = new ProjectionDraft("P0", "a", "b");
        inner.Act(B, "use", inner.Send(inner.Do(A, "value"), B));
        for (var i = 1; i < 14; i++)
        {
            var outer = new ProjectionDraft("P" + i, "a", "b");
            outer.Call(inner, [A, B]);
            outer.Call(inner, [A, B]);
            inner = outer;
        }

        Assert.Contains(FaultKind.TooManyStates, inner.Link().Faults.Select(static fault => fault.Kind));
    }

    [Fact]
    public void A_role_with_more_states_than_anybody_writes()
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Act(B, "act");
        for (var i = 0; i < 9_000; i++)
            p.Act(A, "act" + i);
        Assert.Equal(["a", "8192"], Only(p, FaultKind.TooManyStates).Arguments);
    }

    private static FaultKind[] Kinds(ProjectionDraft draft) => [.. draft.Project().Faults.Select(static fault => fault.Kind)];

    /// <summary>The first fault of the kinds, when there are no errors of other kinds.</summary>
    private static Fault Only(ProjectionDraft draft, params FaultKind[] kinds)
    {
        var projection = draft.Project();
        Assert.False(projection.IsProjectable);
        Assert.Empty(projection.Endpoints);
        var errors = projection.Faults.Where(static fault => fault.IsError).ToList();
        Assert.All(errors, fault => Assert.Contains(fault.Kind, kinds));
        return errors.First(fault => fault.Kind == kinds[0] || kinds.Contains(fault.Kind));
    }
}
