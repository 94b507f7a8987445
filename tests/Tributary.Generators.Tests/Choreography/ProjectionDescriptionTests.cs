using Tributary.Roslyn.Choreography;

namespace Tributary.Generators.Tests.Choreography;

public sealed class ProjectionDescriptionTests
{
    private const int A = 0;
    private const int B = 1;

    [Fact]
    public void A_description_has_a_line_for_each_step()
        => Assert.Equal(
            """
            protocol P version 1
            role a
            role b
            family f
            0: a to b: int
            choice of a
              1: branch, tells b
                loop 1
                  2: a scatters to f: list
                  3: each of f to the next: int
                  4: b gathers from f: int
                  choice of b
                    5: branch, tells a, f
                    6: branch, tells a, f
                      leave 1
              7: branch, tells b, f
            parallel
              side
                8: a to b: int
              side
                9: b to a: int
            guarded by a, in time
              10: completed, tells b
                12: a to b: int
              11: given up, tells b

            """,
            Describe(Sample()));

    [Fact]
    public void A_fingerprint_is_sixteen_bytes()
    {
        var description = Describe(Sample());
        Assert.Matches("^[0-9a-f]{32}$", ProtocolDescription.FingerprintOf(description));
        Assert.Equal(ProtocolDescription.FingerprintOf(description), ProtocolDescription.FingerprintOf(Describe(Sample())));
        Assert.NotEqual(ProtocolDescription.FingerprintOf(description), ProtocolDescription.FingerprintOf(description + " "));
    }

    [Fact]
    public void What_one_role_does_by_itself_is_compatible()
    {
        var stored = Describe(Small());
        Assert.Equal(ProtocolChange.Compatible, ProtocolComparison.Compare(stored, Describe(Small(name: "renamed"))).Change);
        Assert.Equal(ProtocolChange.Compatible, ProtocolComparison.Compare(stored, Describe(Small(more: p => p.Act(A, "more")))).Change);
        Assert.Equal(ProtocolChange.Compatible, ProtocolComparison.Compare(stored.Replace("\n", "\r\n"), Describe(Small())).Change);
    }

    [Fact]
    public void A_part_may_move_into_a_choreography_of_its_own()
    {
        var target = new ProjectionDraft("Part", "x", "y");
        target.Act(1, "use", target.Send(target.Input(0, "value"), 1));
        var p = new ProjectionDraft("P", "a", "b");
        p.Call(target, [A, B], p.Do(A, "value"));
        Assert.Equal(Describe(Small()), Describe(p));
    }

    [Fact]
    public void A_step_more_or_less_or_another_type_breaks_and_is_named()
    {
        var stored = Describe(Small());
        var more = ProtocolComparison.Compare(stored, Describe(Small(more: p => p.Act(B, "use", p.Send(p.Do(A, "second"), B)))));
        Assert.Equal(new(ProtocolChange.Breaking, 1, null, "1: a to b: int"), more);
        var less = ProtocolComparison.Compare(Describe(Small(more: p => p.Act(B, "use", p.Send(p.Do(A, "second"), B)))), stored);
        Assert.Equal(new(ProtocolChange.Breaking, -1, "1: a to b: int", null), less);
        var other = ProtocolComparison.Compare(stored, stored.Replace(": int", ": string"));
        Assert.Equal(new(ProtocolChange.Breaking, 0, "0: a to b: int", "0: a to b: string"), other);
        var announced = ProtocolComparison.Compare(
            Describe(Small(more: p => p.If(p.Decide(A, "d"), [B], () => p.Act(B, "left"), () => p.Act(B, "right")))),
            Describe(Small(more: p => p.If(p.Decide(A, "d"), [], () => p.Act(A, "left"), () => p.Act(A, "right")))));
        Assert.Equal((ProtocolChange.Breaking, 1), (announced.Change, announced.Step));
    }

    [Fact]
    public void Another_version_is_a_protocol_of_its_own()
    {
        var stored = Describe(Small());
        var next = stored.Replace("version 1", "version 2").Replace(": int", ": string");
        Assert.Equal(ProtocolChange.OtherVersion, ProtocolComparison.Compare(stored, next).Change);
        Assert.Equal(ProtocolChange.Breaking, ProtocolComparison.Compare(stored, stored.Replace("protocol P", "protocol Q")).Change);
    }

    [Fact]
    public void A_diagram_shows_messages_and_announcements()
        => Assert.Equal(
            """
            sequenceDiagram
                participant a
                participant b
                participant f as f (each)
                a->>b: value
                alt a: 0
                    a-->>b: 0
                    loop
                        a->>f: items, one item each
                        f->>f: items_4, to the next
                        f->>b: items_4_5
                        alt b: 0
                            b-->>a: 0
                            b-->>f: 0
                        else b: otherwise
                            b-->>a: otherwise
                            b-->>f: otherwise
                            Note over a,f: leaves
                        end
                    end
                else a: otherwise
                    a-->>b: otherwise
                    a-->>f: otherwise
                end
                par
                    a->>b: value
                and
                    b->>a: value_1
                end
                critical a: in time
                    a->>b: value
                    a-->>b: completed
                option given up
                    a-->>b: given up
                end

            """,
            Diagram(Sample()));

    [Fact]
    public void A_diagram_draws_recursion_once_and_avoids_reserved_words()
    {
        var p = new ProjectionDraft("P", "end", "b");
        p.Act(B, "use", p.Send(p.Do(A, "a;b#c"), B));
        p.If(p.Decide(A, "d"), [B], () => p.CallKey("P", [B, A], [], []), () => p.Act(B, "stop"));
        p.Act(A, "after");
        Assert.Equal(
            """
            sequenceDiagram
                participant end_
                participant b
                end_->>b: a,b_c
                alt end_: 0
                    end_-->>b: 0
                    Note over b,end_: Run(b, end_)
                else end_: otherwise
                    end_-->>b: otherwise
                end

            """,
            Diagram(p));
    }

    private static ProjectionDraft Small(string name = "value", Action<ProjectionDraft>? more = null)
    {
        var p = new ProjectionDraft("P", "a", "b");
        p.Act(B, name, p.Send(p.Do(A, name), B));
        more?.Invoke(p);
        return p;
    }

    private static ProjectionDraft Sample()
    {
        var p = new ProjectionDraft("P", "a", "b", "*f");
        var value = p.Do(A, "value");
        var got = p.Send(value, B);
        p.If(
            p.Decide(A, "d"),
            [B, 2],
            () => p.Loop(loop =>
            {
                var items = p.Message(Route.Scatter, p.Do(A, "items", "list"), [2])[0];
                items = p.Message(Route.Next, items, [2])[0];
                p.Act(B, "gathered", p.Message(Route.Gather, items, [B])[0]);
                p.If(p.Decide(B, "more"), [A, 2], () => p.Act(B, "on"), () => p.Break(loop));
            }),
            () => p.Act(B, "skip"));
        p.Parallel(() => p.Act(B, "use", p.Send(value, B)), () => p.Act(A, "use", p.Send(got, A)));
        p.Within(A, [B], () => p.Act(B, "use", p.Send(value, B)), () => p.Act(B, "late"));
        return p;
    }

    private static string Describe(ProjectionDraft draft)
    {
        var linked = draft.Link();
        var projection = Projector.Project(linked);
        Assert.True(projection.IsProjectable, string.Join(", ", projection.Faults.Select(static fault => $"{fault.Kind} {string.Join(' ', fault.Arguments)}")));
        return ProtocolDescription.Of(linked, projection);
    }

    private static string Diagram(ProjectionDraft draft)
    {
        var linked = draft.Link();
        return MermaidDiagram.Of(linked, Projector.Project(linked));
    }
}
