using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

public sealed class ProjectionLinkTests
{
    private const int A = 0;
    private const int B = 1;

    [Fact]
    public void A_call_is_written_out_with_the_roles_and_variables_of_the_caller()
    {
        var target = new ProjectionDraft("Target", "x", "y");
        var input = target.Input(0, "value");
        target.Return(target.Send(input, 1));
        var p = new ProjectionDraft("P", "a", "b");
        var value = p.Do(B, "value");
        p.Call(target, [B, A], value);
        var linked = p.Link();
        Assert.Empty(linked.Targets);
        var body = Assert.IsType<WrittenOut>(linked.Procedure.Body.Statements[1]).Body.Statements;
        var message = Assert.IsType<Message>(body[0]);
        Assert.Equal((B, value, A), (message.From, message.Value, message.To[0].Role));
        var copy = Assert.IsType<Copy>(body[1]);
        Assert.Equal((message.To[0].Result, 1), (copy.From, copy.To));
        Assert.Equal(linked.Procedure.Variables.Count, linked.Procedure.Variables.Select(static one => one.Name).Distinct().Count());
    }

    [Fact]
    public void Type_arguments_and_delegates_are_filled_in_through_several_calls()
    {
        var leaf = new ProjectionDraft("Leaf", "x", "y") { TypeParameters = ["T"] };
        leaf.Send(leaf.Do(0, "value", "List<{0}>"), 1);
        var middle = new ProjectionDraft("Middle", "x", "y") { TypeParameters = ["U", "V"], Delegates = ["step"] };
        middle.CallKey("Leaf", [1, 0], [], [], typeArguments: ["Box<{1}>"]);
        middle.CallKey("$step", [0, 1], [], []);
        var step = new ProjectionDraft("Step", "x", "y");
        step.Act(1, "stepped");
        var p = new ProjectionDraft("P", "a", "b") { TypeParameters = ["W"] };
        p.CallKey("Middle", [A, B], [], [], delegates: ["Step"], typeArguments: ["int", "{0}"]);
        var linked = p.Link(leaf, middle, step);
        Assert.Empty(linked.Faults);
        Assert.Equal("List<Box<{0}>>", linked.Procedure.Variables[0].Type);
        Assert.Equal("Codecs.List<Box<{0}>>", linked.Procedure.Variables[0].Codec);
        Assert.Equal(["Leaf.value", "Step.stepped"], linked.Procedure.Body.All().OfType<Local>().Select(static one => one.Action));
        Assert.Equal(B, linked.Procedure.Body.All().OfType<Message>().Single().From);
    }

    [Fact]
    public void An_early_return_leaves_the_call_only()
    {
        var target = new ProjectionDraft("Target", "x", "y");
        var (one, other) = (target.Do(0, "one"), target.Do(0, "other"));
        target.If(target.Decide(0, "d"), [1], () => target.Return(one), () => target.Act(1, "on"));
        target.Return(other);
        var p = new ProjectionDraft("P", "a", "b");
        var result = p.Call(target, [A, B])[0];
        p.Act(B, "use", p.Send(result, B));
        p.Return(result);
        var linked = p.Link();
        var writtenOut = linked.Procedure.Body.All().OfType<WrittenOut>().Single();
        Assert.Equal(writtenOut.Id, linked.Procedure.Body.All().OfType<Break>().Single().Loop);
        Assert.Single(linked.Procedure.Body.All().OfType<Return>());
        AssertRuns(p);
    }

    [Fact]
    public void A_tail_call_of_itself_with_the_same_roles_is_a_loop()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var (one, other) = (p.Input(A, "one"), p.Input(A, "other"));
        var result = p.NewVariable(A, "result");
        p.If(
            p.Decide(A, "d", one, other),
            [B],
            () =>
            {
                // The inputs change places.
                p.Act(B, "use", p.Send(one, B));
                p.CallKey("P", [A, B], [other, one], [result]);
                p.Return(result);
            },
            () => p.Return(other));
        var linked = p.Link();
        Assert.Empty(linked.Targets);
        Assert.Empty(linked.Procedure.Body.All().OfType<Call>());
        Assert.Single(linked.Procedure.Body.All().OfType<Loop>());
        AssertRuns(p);
    }

    [Fact]
    public void A_tail_call_in_a_procedure_that_is_written_out_twice()
    {
        var target = new ProjectionDraft("Target", "x", "y");
        var value = target.Input(0, "value");
        target.Act(1, "use", target.Send(value, 1));
        target.If(target.Decide(0, "d"), [1], () => target.CallKey("Target", [0, 1], [target.Do(0, "next", value)], []), () => target.Act(1, "end"));
        var p = new ProjectionDraft("P", "a", "b");
        var first = p.Do(A, "first");
        p.Call(target, [A, B], first);
        p.Act(A, "between", first);
        p.Call(target, [A, B], first);
        Assert.Empty(p.Link().Targets);
        AssertRuns(p);
    }

    [Fact]
    public void Other_recursion_stays_a_call_of_a_target()
    {
        var p = Recursive();
        var linked = p.Link();
        var target = Assert.Single(linked.Targets);
        var call = Assert.IsType<Call>(linked.Procedure.Body.Statements[0]);
        Assert.Equal(target.Key, call.Target);
        Assert.Equal(target.Key, target.Body.All().OfType<Call>().Single().Target);
        AssertRuns(p);

        // From elsewhere, with the roles exchanged.
        var caller = new ProjectionDraft("Caller", "c", "d");
        var result = caller.Call(Recursive(), [B, A], caller.Do(B, "start"))[0];
        caller.Return(result);
        Assert.Single(caller.Link().Targets);
        AssertRuns(caller);
    }

    [Fact]
    public void Procedures_that_call_each_other_are_both_targets()
    {
        var even = new ProjectionDraft("Even", "x", "y");
        var got = even.Send(even.Input(0, "value"), 1);
        even.If(even.Decide(1, "more"), [0], () => even.CallKey("Odd", [1, 0], [got], []), () => even.Act(0, "end"));
        even.Act(0, "after");
        var odd = new ProjectionDraft("Odd", "x", "y");
        var passed = odd.Send(odd.Input(0, "value"), 1);
        odd.CallKey("Even", [1, 0], [passed], []);
        odd.Act(1, "after");
        Assert.Equal(["Even", "Odd"], even.Link(odd).Targets.Select(static one => one.Key));
        AssertRuns(even, odd);
    }

    [Fact]
    public void A_root_with_a_choreography_as_parameter_keeps_the_call()
    {
        var p = new ProjectionDraft("P", "a", "b") { Delegates = ["step"] };
        p.CallKey("$step", [A, B], [], []);
        Assert.Empty(p.Project().Faults);
    }

    [Fact]
    public void Steps_are_numbered_in_the_order_of_the_source()
    {
        var p = new ProjectionDraft("P", "a", "b");
        var value = p.Do(A, "value");
        p.Act(B, "use", p.Send(value, B));
        p.If(p.Decide(A, "d"), [B], () => p.Act(B, "use", p.Send(value, B)), () => p.Within(A, [B], () => p.Send(value, B), () => p.Act(B, "late")));
        p.Act(B, "use", p.Send(value, B));
        var steps = ProtocolSteps.Of(p.Link()).All;
        Assert.Equal(Enumerable.Range(0, 8), steps.Select(static one => one.Number));
        Assert.Equal(
            [StepKind.Message, StepKind.Branch, StepKind.Message, StepKind.Branch, StepKind.Completed, StepKind.GivenUp, StepKind.Message, StepKind.Message],
            steps.Select(static one => one.Kind));
    }

    [Fact]
    public void Equal_sources_give_equal_projections()
    {
        Assert.Equal(Recursive().Link(), Recursive().Link());
        Assert.Equal(Recursive().Project(), Recursive().Project());
    }

    private static ProjectionDraft Recursive()
    {
        var p = new ProjectionDraft("Rec", "x", "y");
        var (input, result) = (p.Input(0, "input"), p.NewVariable(1, "result"));
        p.If(
            p.Decide(0, "more", input),
            [1],
            () =>
            {
                var inner = p.NewVariable(0, "inner");
                p.CallKey("Rec", [1, 0], [p.Send(input, 1)], [inner]);
                p.Copy(p.Send(inner, 1), result);
            },
            () => p.Copy(p.Do(1, "stop"), result));
        p.Return(result);
        return p;
    }

    private static void AssertRuns(ProjectionDraft draft, params ProjectionDraft[] more)
    {
        var linked = draft.Link(more);
        var projection = Projector.Project(linked);
        Assert.True(projection.IsProjectable, string.Join(", ", projection.Faults.Select(static fault => fault.Kind)));
        for (var seed = 0; seed < 50; seed++)
        {
            var (central, projected) = (new ProjectionValues(seed), new ProjectionValues(seed));
            var results = new ProjectionCentralRun(draft.Procedures(more), central).Run(draft.Build());
            Assert.NotNull(results);
            Assert.Equal(results, new ProjectionEndpointRun(linked, projection, projected).Run(new Random(seed).Next));
            Assert.Equal(central.Calls, projected.Calls);
        }
    }
}
