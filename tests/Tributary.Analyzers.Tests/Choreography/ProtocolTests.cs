using Tributary.Analyzers.Choreography;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Choreography;

public sealed class ProtocolTests
{
    private const string Three = "On<IA> a, On<IB> b, On<IC> c";
    private const string Values = "var d = a.Do(static x => x.Decides); var v = b.Do(static x => x.Text); var w = b.Do(static x => x.Text); var u = a.Do(static x => x.Text);\n";

    [Fact]
    public Task A_protocol_that_can_be_projected_is_accepted() => Play.VerifyAsync(Play.Of(
        $$"""
        while (await s.Choose(a.Do(static x => x.Decides), b, c))
        {
            {{Play.Tell("a.Do(static x => x.Text)", "b")}}
            {{Play.Tell("b.Do(static x => x.Text)", "c")}}
            await Inner(s, b, c);
        }
        """,
        Three,
        $$"""[Choreography] private static async Task Inner<TFirst, TSecond>(Scope s, On<TFirst> first, On<TSecond> b) where TFirst : class, IParty where TSecond : class, IParty { {{Play.Tell("first.Do(static x => x.Text)", "b")}} }"""));

    [Fact]
    public Task A_role_that_acts_differently() => Play.VerifyAsync(
        Play.Of(Values + $$"""
            var r = c.Do(static x => x.Text);
            if (await {|#0:s.Choose(d, c)|}) {{Play.Tell("v", "c")}} else {{Play.Tell("r", "b")}}
            a.Do(u, static (x, t) => x.Note(t)); b.Do(w, static (x, t) => x.Note(t));
            """, Three),
        Play.Rule("TRIB3101").WithArguments("b", "a", "sends 'v' to c", "receives 'r' from c"));

    [Fact]
    public Task A_role_that_sends_different_things() => Play.VerifyAsync(
        Play.Of(Values + $$"""if (await {|#0:s.Choose(d)|}) {{Play.Tell("v", "a")}} else {{Play.Tell("w", "a")}}"""),
        Play.Rule("TRIB3102").WithArguments("b", "a"));

    [Fact]
    public Task A_role_that_listens_to_one_or_another() => Play.VerifyAsync(
        Play.Of(Values + $$"""if (await {|#0:s.Choose(d, b)|}) {{Play.Tell("u", "c")}} else {{Play.Tell("v", "c")}}""", Three),
        Play.Rule("TRIB3103").WithArguments("c", "a", "b"));

    [Fact]
    public Task A_role_that_is_finished_in_one_branch() => Play.VerifyAsync(
        Play.Of(Values + $$"""if (await {|#0:s.Choose(d, b)|}) {{Play.Tell("v", "c")}} else b.Do(static x => x.Note(""));""", Three),
        Play.Rule("TRIB3104").WithArguments("c", "a"));

    [Fact]
    public Task A_role_that_cannot_learn_that_a_loop_is_over() => Play.VerifyAsync(
        Play.Of($$"""while (await {|#0:s.Choose(a.Do(static x => x.Decides))|}) {{Play.Tell("b.Do(static x => x.Text)", "a")}}"""),
        Play.Rule("TRIB3105").WithArguments("b", "a"));

    [Theory]
    [InlineData("""if (await s.Choose(d, b, {|TRIB3106:b|})) b.Do(static x => x.Note("y")); else b.Do(static x => x.Note("n"));""")]
    [InlineData("""if (await s.Choose(d, {|TRIB3106:b|})) a.Do(static x => x.Note("y")); b.Do(static x => x.Note("n"));""")]
    [InlineData("""if (await s.Choose(d, {|TRIB3107:a|}, b)) b.Do(static x => x.Note("y")); else b.Do(static x => x.Note("n"));""")]
    [InlineData("""a.Do(await s.Send(a.Do(static x => x.Text), {|TRIB3108:a|}), static (x, t) => x.Note(t)); b.Do(static x => x.Note(""));""")]
    [InlineData("""var got = await s.Send(a.Do(static x => x.Text), {|TRIB3110:b|});""")]
    [InlineData("""{|TRIB3113:while|} (true) b.Do(await s.Send(a.Do(static x => x.Text), b), static (x, t) => x.Note(t));""")]
    public Task A_mistake_at_one_place(string statements) => Play.VerifyAsync(Play.Of("var d = a.Do(static x => x.Decides);\n" + statements));

    [Fact]
    public Task A_role_without_a_part() => Play.VerifyAsync(Play.Of(Play.Tell("a.Do(static x => x.Text)", "b"), "On<IA> a, On<IB> b, On<IC> {|TRIB3109:c|}"));

    [Fact]
    public Task A_step_that_no_run_reaches() => Play.VerifyAsync(Play.Of(
        $$"""while (true) {{Play.Tell("a.Do(static x => x.Text)", "b")}} {|TRIB3111:b.Do(static x => x.Note(""))|};""", attribute: "Choreography(Endless = true)"));

    [Fact]
    public Task Branches_side_by_side() => Play.VerifyAsync(
        Play.Of($$"""
            var u = a.Do(static x => x.Text);
            await s.Parallel(
                async () => { {{Play.Tell("u", "b")}} },
                async () => { {{Play.Tell("u", "b", "#0")}} });
            """),
        Play.Rule("TRIB3114").WithArguments("a", "b"));

    [Fact]
    public Task A_variable_that_branches_share() => Play.VerifyAsync(
        Play.Of("""
            var u = a.Do(static x => x.Text);
            await s.Parallel(
                async () => { u = a.Do(static x => x.Text); },
                async () => { {|TRIB3115:a.Do(u, static (x, t) => x.Note(t))|}; },
                async () => { b.Do(static x => x.Note("")); });
            """));

    [Theory]
    [InlineData("""await {|#0:s.Within(a, TimeSpan.FromSeconds(1), async () => { a.Do(await s.Send(b.Do(static x => x.Text), a), static (x, t) => x.Note(t)); }, async () => { a.Do(static x => x.Note("late")); })|};""", "TRIB3201")]
    [InlineData("""await s.Surviving(a, b, async () => { a.Do(await s.Send(b.Do(static x => x.Text), a), static (x, t) => x.Note(t)); }, async () => { {|#0:b.Do(static x => x.Note("dead"))|}; });""", "TRIB3202")]
    public Task A_guarded_part(string statement, string id) => Play.VerifyAsync(Play.Of(statement), Play.Rule(id));

    [Fact]
    public Task A_quorum_of_nobody() => Play.VerifyAsync(Play.Of(
        "a.Do(await {|TRIB3203:s.GatherQuorum(b.Do(static x => x.Text), a, 0)|}, static (x, votes) => x.Note(votes[0].Value));", "On<IA> a, AllOf<IB> b"));

    [Fact]
    public async Task A_fault_in_a_called_choreography_is_told_once_also_across_files()
    {
        var test = new AnalyzerTest<ChoreographyAnalyzer>();
        test.Sources.Add(Play.Of("await Q.Inner(s, b, a);"));
        test.Sources.Add($$"""
            public static partial class Q
            {
                [Choreography]
                public static async Task Inner(Scope s, On<IB> b, On<IA> a)
                {
                    {{Values}}
                    if (await {|TRIB3102:s.Choose(d)|}) {{Play.Tell("v", "a")}} else {{Play.Tell("w", "a")}}
                }
            }
            """);
        test.Sources.Add(Play.Roles);
        await test.RunAsync();
    }

    [Fact]
    public async Task A_fault_of_a_caller_that_reaches_into_another_file_is_found_with_the_build()
    {
        var test = new AnalyzerTest<ChoreographyAnalyzer>();
        test.Sources.Add(Play.Of("if (await {|TRIB3104:s.Choose(a.Do(static x => x.Decides))|}) await Q.Inner(s, a, b); else a.Do(static x => x.Note(\"\"));"));
        test.Sources.Add($$"""public static partial class Q { [Choreography] public static async Task Inner(Scope s, On<IA> a, On<IB> b) { {{Play.Tell("a.Do(static x => x.Text)", "b")}} } }""");
        test.Sources.Add(Play.Roles);
        await test.RunAsync();
    }

    [Fact]
    public async Task A_choreography_of_another_project_is_not_known()
    {
        var test = new AnalyzerTest<ChoreographyAnalyzer>();
        test.ReferencedProject.Add(Play.Roles + $$"""public static class Q { [Choreography] public static async Task Inner(Scope s, On<IA> a, On<IB> b) { {{Play.Tell("a.Do(static x => x.Text)", "b")}} } }""");
        test.Sources.Add(Play.Of($$"""{{Play.Tell("a.Do(static x => x.Text)", "b")}} await {|TRIB3117:Q.Inner(s, a, b)|};"""));
        await test.RunAsync();
    }

    [Fact]
    public Task A_type_argument_without_a_codec_is_refused_at_the_call() => Play.VerifyAsync(Play.Of(
        "await {|TRIB3021:Pass(s, a, b, a.Do(static x => x.Stream))|};",
        members: "[Choreography] private static async Task Pass<T>(Scope s, On<IA> a, On<IB> b, At<IA, T> value) => b.Do(await s.Send(value, b), static (_, _) => { });"));
}
