using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Durable.DurableMethodAnalyzer>;

namespace Tributary.Analyzers.Tests.Durable;

public sealed class DurableMethodTests
{
    private const string Body = " => throw new NotSupportedException();";

    [Fact]
    public Task Every_right_form_is_accepted() => Verify.VerifyAsync("""
        public sealed record Order(string Id);
        public static class Flows
        {
            [DurableOrchestration] public static async Durable<Order> Process(OrchestrationContext ctx, Order order) { await ctx.CreateTimer(TimeSpan.Zero); return order; }
            [DurableOrchestration(Name = "x", Version = 2)] internal static async Durable Tick(OrchestrationContext ctx, int a = 1, string b = "") => await ctx.CreateTimer(TimeSpan.Zero);
        }
        public class Work
        {
            [DurableActivity] public void A() { }
            [DurableActivity] public static int B(int a, ActivityContext context, params string[] names) => a;
            [DurableActivity] protected internal Task<Order> C(Order order, CancellationToken ct = default) => Task.FromResult(order);
            [DurableActivity] public async ValueTask D() => await Task.Yield();
            public struct Inner { [DurableActivity] public static void E() { } }
            private void NotMarked<T>(ref T value) { }
        }
        public interface IWork { [DurableActivity] static void F() { } }
        """);

    [Theory]
    [InlineData("TRIB2001", "public Durable {|#0:Do|}(OrchestrationContext ctx)", "Do")]
    [InlineData("TRIB2002", "public static Task<int> {|#0:Do|}(OrchestrationContext ctx)", "Do", "Task<int>")]
    [InlineData("TRIB2002", "public static void {|#0:Do|}(OrchestrationContext ctx)", "Do", "void")]
    [InlineData("TRIB2002", "public static int {|#0:Do|}()", "Do", "int")]
    [InlineData("TRIB2003", "public static Durable {|#0:Do|}()", "Do", "does not take an OrchestrationContext first")]
    [InlineData("TRIB2003", "public static Durable {|#0:Do|}(int a, OrchestrationContext ctx)", "Do", "does not take an OrchestrationContext first")]
    [InlineData("TRIB2003", "public static Durable Do(OrchestrationContext ctx, OrchestrationContext {|#0:too|})", "Do", "takes a second OrchestrationContext")]
    [InlineData("TRIB2004", "public static Durable<T> {|#0:Do|}<T>(OrchestrationContext ctx)", "Do")]
    [InlineData("TRIB2005", "private static Durable {|#0:Do|}(OrchestrationContext ctx)", "Do", "is neither public nor internal")]
    [InlineData("TRIB2005", "static Durable {|#0:Do|}(OrchestrationContext ctx)", "Do", "is neither public nor internal")]
    [InlineData("TRIB2006", "public static Durable Do(OrchestrationContext ctx, in int {|#0:a|})", "a", "Do")]
    [InlineData("TRIB2006", "public static Durable Do(in OrchestrationContext {|#0:ctx|})", "ctx", "Do")]
    public Task An_orchestration_with_a_mistake_is_refused(string id, string method, params string[] arguments) => Verify.VerifyAsync(
        $$"""public class Flow { [DurableOrchestration] {{method}}{{Body}} }""",
        Verify.Diagnostic(id).WithLocation(0).WithArguments([.. arguments]));

    [Theory]
    [InlineData("TRIB2004", "public void {|#0:Do|}<T>(T value) { }", "Do")]
    [InlineData("TRIB2005", "void {|#0:Do|}() { }", "Do", "is neither public nor internal")]
    [InlineData("TRIB2005", "protected void {|#0:Do|}() { }", "Do", "is neither public nor internal")]
    [InlineData("TRIB2005", "[Obsolete(\"gone\", true)] public void {|#0:Do|}() { }", "Do", "is obsolete as an error")]
    [InlineData("TRIB2006", "public void Do(ref int {|#0:a|}) { }", "a", "Do")]
    [InlineData("TRIB2006", "public void Do(int a, out int {|#0:b|}) => b = a;", "b", "Do")]
    [InlineData("TRIB2006", "public void Do(ref readonly CancellationToken {|#0:ct|}) { }", "ct", "Do")]
    [InlineData("TRIB2007", "public async void {|#0:Do|}() => await Task.Yield();", "Do", "is 'async void', so that nothing tells when it has ended")]
    [InlineData("TRIB2007", "public ref int {|#0:Do|}() => throw new NotSupportedException();", "Do", "returns a reference, which cannot be stored")]
    [InlineData("TRIB2007", "public Durable<int> {|#0:Do|}() => throw new NotSupportedException();", "Do", "returns a Durable, which only an orchestration can wait for")]
    [InlineData("TRIB2007", "public void Do(OrchestrationContext {|#0:ctx|}) { }", "Do", "takes an OrchestrationContext, which exists in orchestrations only")]
    public Task An_activity_with_a_mistake_is_refused(string id, string method, params string[] arguments) => Verify.VerifyAsync(
        $$"""public class Work { [DurableActivity] {{method}} }""",
        Verify.Diagnostic(id).WithLocation(0).WithArguments([.. arguments]));

    [Theory]
    [InlineData("public abstract class Work { [DurableActivity] public void {|TRIB2008:Do|}() { } }")]
    [InlineData("public struct Work { [DurableActivity] public void {|TRIB2008:Do|}() { } }")]
    [InlineData("public interface IWork { [DurableActivity] void {|TRIB2008:Do|}(); }")]
    [InlineData("public class Work<T> { [DurableActivity] public void {|TRIB2005:Do|}() { } }")]
    [InlineData("public class Outer<T> { public class Work { [DurableActivity] public static void {|TRIB2005:Do|}() { } } }")]
    [InlineData("file class Work { [DurableActivity] public void {|TRIB2005:Do|}() { } }")]
    [InlineData("public class Outer { private class Work { [DurableActivity] public void {|TRIB2005:Do|}() { } } }")]
    [InlineData("public interface IWork { void Do(); } public class Work : IWork { [DurableActivity] void IWork.{|TRIB2005:Do|}() { } }")]
    [InlineData("public class Work { public int X { [DurableActivity] {|TRIB2005:get|} => 1; } [DurableActivity] public static Work operator {|TRIB2005:+|}(Work a, Work b) => a; }")]
    [InlineData("public static class Work { extension(string text) { [DurableActivity] public void {|TRIB2005:Do|}() { } } }")]
    [InlineData("public class Work { [DurableActivity, DurableOrchestration] public void {|TRIB2001:Do|}() { } }")]
    public Task The_place_of_a_method_is_judged(string source) => Verify.VerifyAsync(source);

    [Fact]
    public async Task Broken_code_is_the_compilers_to_report()
    {
        var test = new Verify { CompilerDiagnostics = Tributary.Roslyn.Testing.CompilerDiagnostics.None };
        test.Sources.Add("""
            public static class Flow
            {
                [DurableOrchestration] public static Missing A(OrchestrationContext ctx) => null;
                [DurableOrchestration] public static Durable<Missing> B(OrchestrationContext ctx, Missing m) => null;
                [DurableActivity] public static Missing C(Missing m,
            """);
        await test.RunAsync();
    }
}
