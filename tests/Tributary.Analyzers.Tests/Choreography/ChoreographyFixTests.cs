using Tributary.Analyzers.Choreography;
using Tributary.CodeFixes;
using Tributary.CodeFixes.Choreography;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Choreography;

public sealed class ChoreographyFixTests
{
    [Theory]
    [InlineData("{|TRIB3104:{|TRIB3104:s.Choose(a.Do(static x => x.Decides))|}|}", "s.Choose(a.Do(static x => x.Decides), b, c)")]
    [InlineData("{|TRIB3104:s.Choose(a.Do(static x => x.Decides), [b])|}", "s.Choose(a.Do(static x => x.Decides), [b, c])")]
    public Task Roles_that_miss_a_choice_are_told_of_it(string choice, string told) => VerifyAsync<InformRoleFix>(Parts(choice), Parts(told));

    [Fact]
    public Task A_role_that_misses_that_a_part_is_given_up_is_told_of_it()
    {
        const string part = """s.Within(a, TimeSpan.FromSeconds(1), async () => { a.Do(await s.Send(b.Do(static x => x.Text), a), static (x, t) => x.Note(t)); }, async () => { a.Do(static x => x.Note("late")); }""";
        return VerifyAsync<InformRoleFix>(Play.Of("await {|TRIB3201:" + part + ")|};"), Play.Of("await " + part + ", b);"));
    }

    [Fact]
    public Task A_role_that_needs_no_word_is_left_out() => VerifyAsync<DoNotInformFix>(
        Play.Of("""if (await s.Choose(a.Do(static x => x.Decides), {|TRIB3107:a|}, b, {|TRIB3106:b|})) b.Do(static x => x.Note("y")); else b.Do(static x => x.Note("n"));"""),
        Play.Of("""if (await s.Choose(a.Do(static x => x.Decides), b)) b.Do(static x => x.Note("y")); else b.Do(static x => x.Note("n"));"""));

    [Fact]
    public Task A_step_is_awaited() => VerifyAsync<AwaitStepFix>(
        Play.Of("{|TRIB3016:s.Send(a.Do(static x => x.Text), b)|};"),
        Play.Of("await s.Send(a.Do(static x => x.Text), b);"));

    [Fact]
    public Task A_type_becomes_partial() => VerifyAsync<MakePartialFix>(
        "public static class {|TRIB3003:P|} { [Choreography] public static async Task Run(Scope s, On<IA> a) => a.Do(static x => x.Note(\"\")); }",
        "public static partial class P { [Choreography] public static async Task Run(Scope s, On<IA> a) => a.Do(static x => x.Note(\"\")); }");

    private static string Parts(string choice) => Play.Of(
        $$"""if (await {{choice}}) { {{Play.Tell("b.Do(static x => x.Text)", "a")}} {{Play.Tell("c.Do(static x => x.Text)", "a")}} }""",
        "On<IA> a, On<IB> b, On<IC> c");

    private static Task VerifyAsync<TFix>(string source, string fixedSource)
        where TFix : Microsoft.CodeAnalysis.CodeFixes.CodeFixProvider, new()
        => CodeFixTest<ChoreographyAnalyzer, TFix>.VerifyAsync(source + "\n" + Play.Roles, fixedSource + "\n" + Play.Roles);
}
