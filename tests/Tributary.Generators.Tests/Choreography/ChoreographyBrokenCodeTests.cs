using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>Mistakes and half-typed code: nothing throws, what is generated compiles, and what is right keeps its API.</summary>
public class ChoreographyBrokenCodeTests
{
    private const string Roles = """
        namespace App;
        public interface IA : IRole { int Pick(); bool Yes { get; } Secret Hide(); }
        public interface IB : IRole { void Take(int n); }
        public sealed class Secret { private Secret() { } }
        public abstract class NoRole : IRole { }
        public enum Answer { Yes, No }
        """;

    [Theory]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b) { var x = a.Do(")]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b) { var x = await c.Send(a.Do(static q => q.Missing()), b); }")]
    [InlineData("public static async Task Run(Scope c, On<Missing> a, On<IB> b) { await c.Send(a.Do(static q => 1), b); }")]
    [InlineData("public static async Task<At<IA, Missing>> Run(Scope c, On<IA> a) { return a.Do(static q => q.Pick()); }")]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b) { if (await c.Choose(")]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b) { var (x, y) = await c.Send(a.Do(static q => 1), b); }")]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b) { break; continue; return 1; }")]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b) { await c.Send(b.Do(static q => 1), b, b, b, b, b); x = y; }")]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b)")]
    [InlineData("public static async Task Run(Scope c, On<IA> a, On<IB> b);")]
    [InlineData("public static async Task Run(")]
    [InlineData("public static async Task Run(Scope c, On<> a, AllOf<IB b) { }")]
    [InlineData("public async void Run() => await c.")]
    public void Half_typed_code_throws_nothing(string method)
    {
        var result = SyncTest.Of(Roles, "namespace App; public static partial class Broken { [Choreography] " + method + " }").Run();

        Assert.DoesNotContain(result.Output.GetDiagnostics(), static d => d.Id == "CS8785");
    }

    [Theory]
    [InlineData("On<IA> a, On<IB> b", "int n = 1; await c.Send(a.Do(static q => 1), b);", "UnlocatedValue")]
    [InlineData("On<IA> a, On<IB> b", "var now = DateTime.UtcNow; await c.Send(a.Do(static q => 1), b);", "ClockOrChance")]
    [InlineData("On<IA> a, On<IB> b", "if (DateTime.UtcNow.Year > 5) { await c.Send(a.Do(static q => 1), b); }", "ClockOrChance")]
    [InlineData("On<IA> a, On<IB> b", "if (c is not null) { await c.Send(a.Do(static q => 1), b); }", "UnlocatedCondition")]
    [InlineData("On<IA> a, On<IB> b", "var yes = a.Do(static q => q.Yes); if (await c.Choose(yes, b) && await c.Choose(yes, b)) { }", "ConditionalStep")]
    [InlineData("On<IA> a, On<IB> b", "var t = c.Send(a.Do(static q => 1), b); await t;", "NotAwaited")]
    [InlineData("On<IA> a, On<IB> b", "_ = a.Do(static q => 1); var other = a; await c.Send(other.Do(static q => 1), b);", "OperatorStored")]
    [InlineData("On<IA> a, On<IB> b", "const int n = 4; await c.Send(a.Do(static q => n), b);", "Capturing")]
    [InlineData("On<IA> a, On<IB> b", "await c.Send(a.Do(static q => q.Hide()), b);", "PayloadWithoutCodec")]
    [InlineData("On<IA> a, On<IB> b", "await c.Send(a.Do(static q => 1), b, capability: \"nothing\");", "BadCapability")]
    [InlineData("On<IA> a, On<IB> b", "await c.Send(a.Do(static q => 1), b, cost: -1);", "NegativeCost")]
    [InlineData("On<IA> a, On<IB> b", "try { await c.Send(a.Do(static q => 1), b); } finally { }", "UnsupportedStatement")]
    [InlineData("On<IA> a, On<IB> b", "await Helper(c, a); } private static async Task Helper(Scope c, On<IA> a) { await Task.Yield(); a.Do(static q => q.Pick());", "NoChoreography")]
    [InlineData("On<IA> a, On<IB> b, int n", "await c.Send(a.Do(static q => 1), b);", "")]
    [InlineData("On<IA> a, On<IA> b", "a.Do(static q => 1);", "")]
    [InlineData("On<NoRole> a", "a.Do(static q => 1);", "")]
    public void A_mistake_leaves_stubs_that_compile_and_name_it(string parameters, string body, string fault)
    {
        var source = $"namespace App; public static partial class Broken {{ [Choreography] public static async Task Run(Scope c, {parameters}) {{ {body} }} }}";
        var result = SyncTest.Of(Roles, source).Verify();

        // Without a signature that makes sense there is nothing to write stubs for.
        if (fault.Length == 0)
            Assert.DoesNotContain("App.Broken.Run.Choreography.g.cs", result.Generated.Keys);
        else
            Assert.Contains($"has no endpoints: {fault}", result.Source("App.Broken.Run.Choreography.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_projected_keeps_its_central_run()
    {
        const string Source = """
            namespace App;
            public static partial class Broken
            {
                [Choreography]
                public static async Task Run(Scope c, On<IA> a, On<IB> b)
                {
                    if (await c.Choose(a.Do(static q => q.Yes)))
                        b.Do(static q => q.Take(1));
                    else
                        b.Do(static q => q.Take(2));
                    await c.Send(a.Do(static q => 1), b);
                }
            }
            """;
        var file = SyncTest.Of(Roles, Source).Verify().Source("App.Broken.Run.Choreography.g.cs");

        Assert.Contains("has no endpoints:", file, StringComparison.Ordinal);
        Assert.Contains("RunCentrally(global::App.IA a, global::App.IB b, ", file, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_does_not_know_the_SDK_gets_nothing()
    {
        var test = new Roslyn.Testing.GeneratorTest(new TributaryGenerator()) { ReferencesSdk = false };
        test.Sources.Add("""
            public class ChoreographyAttribute : Attribute;
            public static partial class C { [Choreography] public static async Task Do() => await Task.Yield(); }
            """);

        Assert.Empty(test.Verify().Generated);
    }
}
