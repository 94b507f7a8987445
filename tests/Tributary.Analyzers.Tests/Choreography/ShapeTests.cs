using Tributary.Analyzers.Choreography;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Choreography;

public sealed class ShapeTests
{
    private const string Body = "(Scope s, On<IA> a, On<IB> b) => b.Do(await s.Send(a.Do(static x => x.Text), b), static (x, t) => x.Note(t));";

    [Theory]
    [InlineData("public static partial class P { [Choreography] public static async Task Run" + Body + " }")]
    [InlineData("public partial class O { internal partial struct P { [Choreography(Name = \"p\", Version = 2)] static async Task Run" + Body + " } }")]
    [InlineData("namespace N { public partial record P { [Choreography] private static async Task Run" + Body + " } }")]
    public Task Every_right_place_is_accepted(string source) => Play.VerifyAsync(source);

    [Theory]
    [InlineData("public partial class P { [Choreography] public async Task {|TRIB3001:Run|}" + Body + " }")]
    [InlineData("public static class {|TRIB3003:P|} { [Choreography] public static async Task Run" + Body + " }")]
    [InlineData("public static class {|TRIB3003:O|} { public static partial class P { [Choreography] public static async Task Run" + Body + " } }")]
    [InlineData("public static partial class P<T> { [Choreography] public static async Task {|TRIB3004:Run|}" + Body + " }")]
    [InlineData("file static partial class P { [Choreography] public static async Task {|TRIB3004:Run|}" + Body + " }")]
    [InlineData("public partial class O { private static partial class P { [Choreography] public static async Task {|TRIB3004:Run|}" + Body + " } }")]
    [InlineData("public partial interface P { [Choreography] public static async Task {|TRIB3004:Run|}" + Body + " }")]
    public Task The_place_of_a_choreography_is_judged(string source) => Play.VerifyAsync(source);

    [Fact]
    public Task A_method_that_is_not_async_is_refused() => Play.VerifyAsync(
        "public static partial class P { [Choreography] public static Task {|TRIB3002:Run|}(Scope s, On<IA> a, On<IB> b) => {|TRIB3016:s.Send(a.Do(static x => x.Text), b)|}; }");

    [Fact]
    public Task Two_of_one_name_are_refused() => Play.VerifyAsync($$"""
        public static partial class P
        {
            [Choreography] public static async Task {|TRIB3005:Run|}{{Body}}
            [Choreography] public static async Task {|TRIB3005:Run|}(Scope s, On<IB> b, On<IA> a) => b.Do(await s.Send(a.Do(static x => x.Text), b), static (x, t) => x.Note(t));
        }
        """);

    [Theory]
    [InlineData("Task {|TRIB3006:Run|}(On<IA> a, Scope {|TRIB3006:s|})")]
    [InlineData("Task {|TRIB3006:Run|}(On<IA> a)")]
    [InlineData("Task Run(Scope s, On<IA> a, Scope {|TRIB3006:again|})")]
    [InlineData("Task Run(Scope s, On<IA> a, int {|TRIB3007:n|}, At<IA, int> m)")]
    [InlineData("Task Run(Scope s, On<IA> a, At<IB, int> {|TRIB3007:n|})")]
    [InlineData("Task Run(Scope s, On<IA> a, Func<Task> {|TRIB3007:n|}, Func<Scope, On<IA>, Task> m)")]
    [InlineData("Task Run(Scope s, On<Played> {|TRIB3008:a|})")]
    [InlineData("Task Run(Scope s, On<IA> a, On<IA> {|TRIB3009:b|})")]
    [InlineData("Task Run(Scope s, On<IHidden> {|TRIB3022:a|})")]
    [InlineData("{|TRIB3010:ValueTask|} Run(Scope s, On<IA> a)")]
    public Task A_signature_is_judged(string method) => Play.VerifyAsync($$"""
        public static partial class P
        {
            [Choreography] private static async {{method}} => a.Do(static _ => { });
            public sealed class Played : IRole;
            private interface IHidden : IRole;
        }
        """);

    [Theory]
    [InlineData("{|TRIB3010:Task<At<IB, int>>|} Run(Scope s, On<IA> a, At<IB, int> {|TRIB3007:m|}) => {|TRIB3014:m|};")]
    [InlineData("{|TRIB3010:Task<(At<IA, int>, At<IA, int>)>|} Run(Scope s, On<IA> a, At<IA, int> n) => (n, n);")]
    public Task A_result_is_judged(string method) => Play.VerifyAsync($$"""public static partial class P { [Choreography] public static async {{method}} }""");

    [Theory]
    [InlineData("{|TRIB3011:foreach (var x in new[] { 1 }) { }|}")]
    [InlineData("{|TRIB3011:try { } finally { }|}")]
    [InlineData("{|TRIB3012:Console.WriteLine(\"x\")|};")]
    [InlineData("if ({|TRIB3013:Flag|}) { }")]
    [InlineData("while ({|TRIB3013:Flag|}) { }")]
    [InlineData("var n = {|TRIB3014:10|};")]
    [InlineData("if ({|TRIB3015:DateTime.UtcNow.Hour < 12|}) { }")]
    [InlineData("var id = {|TRIB3015:Guid.NewGuid()|};")]
    [InlineData("var sent = {|TRIB3016:s.Send(text, b)|};")]
    [InlineData("{|TRIB3016:s.Send(text, b)|};")]
    [InlineData("var got = {|TRIB3017:Flag ? await s.Send(text, b) : await s.Send(text, b)|};")]
    [InlineData("if ({|TRIB3017:Flag && await s.Choose(decision, b)|}) { }")]
    [InlineData("var {|TRIB3018:other = b|};")]
    [InlineData("await {|TRIB3018:s.Choose(decision, b)|};")]
    [InlineData("var {|TRIB3018:isChosen = await s.Choose(decision, b)|};")]
    [InlineData("const string k = \"x\"; b.Do(x => x.Note({|TRIB3019:k|}));")]
    [InlineData("await {|TRIB3020:Help(s, a)|};")]
    [InlineData("var got = await s.Send({|TRIB3021:a.Do(static x => x.Stream)|}, b);")]
    [InlineData("var got = await s.Send({|TRIB3022:a.Do(static _ => new Hidden())|}, b);")]
    [InlineData("var got = await s.Send(text, b, cost: {|TRIB3023:Cost|});")]
    [InlineData("var got = await s.Send(text, b, capability: {|TRIB3204:\"order\"|});")]
    [InlineData("var got = await s.Send(text, b, cost: {|TRIB3205:-1|});")]
    public Task A_body_is_judged(string statement) => Play.VerifyAsync(Play.Of(
        "var text = a.Do(static x => x.Text); var decision = a.Do(static x => x.Decides);\n" + statement,
        members: "private static bool Flag => true; private static long Cost => 1; private sealed record Hidden; private static Task Help(Scope s, On<IA> a) => Task.CompletedTask;"));

    [Fact]
    public async Task Broken_code_is_the_compilers_to_report()
    {
        var test = new AnalyzerTest<ChoreographyAnalyzer> { CompilerDiagnostics = CompilerDiagnostics.None };
        test.Sources.Add("""
            public static class P
            {
                [Choreography] public async Task Run(Scope s, On<IMissing> a) { foreach (var x in y) { } }
                [Choreography] public static async Task Go(Scope s, On<IA> a) { var x = a.Do(static x => x.Missing); if (x) }
                [Choreography] public static async Task (Scope s,
            """);
        test.Sources.Add(Play.Roles);
        await test.RunAsync();
    }

    [Fact]
    public async Task Generated_code_is_not_judged()
    {
        var test = new AnalyzerTest<ChoreographyAnalyzer>();
        test.Sources.Add(("/0/P.g.cs", "// <auto-generated/>\nusing System.Threading.Tasks; using Tributary;\npublic class P { [Choreography] public async Task Run(Scope s, On<IA> a) { } }"));
        test.Sources.Add(Play.Roles);
        await test.RunAsync();
    }
}
