using Microsoft.CodeAnalysis;
using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Durable;

/// <summary>Mistakes and half-typed code: nothing throws, what is generated compiles, and what is right keeps its API.</summary>
public class DurableBrokenCodeTests
{
    private const string Healthy = """
        namespace App;
        public sealed record Order(string Id);
        public static class Healthy
        {
            [DurableActivity] public static Order Ship(Order order) => order;
            [DurableOrchestration] public static Durable<Order> Process(OrchestrationContext ctx, Order order) => ctx.Activities.Ship(order);
        }
        """;

    [Theory]
    [InlineData("public class Broken { [DurableActivity] public void")]
    [InlineData("public class Broken { [DurableActivity] public void Do(")]
    [InlineData("public class Broken { [DurableActivity] public void Do(int")]
    [InlineData("public class Broken { [DurableActivity] public void Do(int, int) { } }")]
    [InlineData("public class Broken { [DurableActivity] public void Do(int a, int a) { } }")]
    [InlineData("public class Broken { [DurableActivity] public Missing Do(Missing<Order> a, List<Missing> b) => null; }")]
    [InlineData("public class Broken { [DurableActivity] public Do(int a) { } }")]
    [InlineData("public class Broken { [DurableActivity] public void Do() { } [DurableActivity] public void Do() { } }")]
    [InlineData("public class Broken { [DurableActivity][DurableActivity] public void Do() { } }")]
    [InlineData("public class Broken { [DurableActivity(Name = 5, Timeout = x, MaxConcurrency = \"a\")] public void Do() { } }")]
    [InlineData("public class Broken { [DurableActivity, Retry(NonRetryable = [typeof(Missing), null], Backoff = 7, MaxAttempts = )] public void Do() { } }")]
    [InlineData("public class Broken { [DurableActivity, Retry(NonRetryable = null)] public void Do() { } }")]
    [InlineData("public class { [DurableActivity] public void Do() { } }")]
    [InlineData("[DurableActivity] public void Do() { }")]
    [InlineData("public class Broken { [DurableActivity] public int Do { get; set; } }")]
    [InlineData("public class Broken { [DurableActivity] public Broken() { } [DurableActivity] ~Broken() { } [DurableActivity] public static Broken operator +(Broken a, Broken b) => a; }")]
    [InlineData("public class Broken { public void M() { [DurableActivity] void Do() { } Do(); var f = [DurableActivity] () => 1; } }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Durable< Do(OrchestrationContext ctx) => null; }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Durable<Missing> Do(OrchestrationContext ctx, Missing m) => null; }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Durable<> Do(OrchestrationContext ctx) => null; }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Durable Do() => null; }")]
    [InlineData("public static class Broken { [DurableOrchestration(Version = )] public static Durable Do(OrchestrationContext ctx, ")]
    [InlineData("public static class Broken { [DurableOrchestration(Version = -3)] public static Durable Do(OrchestrationContext ctx) => default; [DurableOrchestration(Version = 5)] public static Durable Do(OrchestrationContext ctx, int a) => default; }")]
    [InlineData("[DurableEvent] public record")]
    [InlineData("[DurableEvent] public record Broken(Missing M")]
    [InlineData("[DurableEvent][DurableEvent] public record Broken;")]
    [InlineData("[DurableEvent] public record Broken; [DurableEvent] public record Broken;")]
    [InlineData("[DurableEvent(Name = 7)] public record Broken<T>(T Value);")]
    [InlineData("[DurableQuery] public record Broken : IDurableQuery<Missing>;")]
    [InlineData("[DurableQuery] public record Broken : IDurableQuery<;")]
    [InlineData("[DurableUpdate] public record Broken : IDurableUpdate<int>, IDurableUpdate<string>;")]
    public void Half_typed_code_leaves_the_others_alone(string broken)
    {
        var result = SyncTest.Host(Healthy, "namespace App;\n" + broken).Run();

        Assert.Contains("HealthyDurable.Register(builder);", result.Source("Tributary.Module.g.cs"), StringComparison.Ordinal);
        Assert.Contains("Durable<global::App.Order> Ship(", result.Source("App.Healthy.Durable.g.cs"), StringComparison.Ordinal);
        var healthy = result.Output.SyntaxTrees.Where(tree => tree.FilePath.EndsWith("App.Healthy.Durable.g.cs", StringComparison.Ordinal)).ToHashSet();
        Assert.DoesNotContain(result.Output.GetDiagnostics(), d => d.Id is "CS8785" || (d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && healthy.Contains(tree)));
    }

    [Theory]
    [InlineData("public class Broken { [DurableActivity] public void Do<T>(T value) { } }")]
    [InlineData("public class Broken { [DurableActivity] private void Do() { } }")]
    [InlineData("public class Broken { [DurableActivity] protected void Do() { } [DurableActivity] private protected void Too() { } }")]
    [InlineData("public class Broken { [DurableActivity] public void Do(ref int a, out int b, in int c) => b = a; [DurableActivity] public void Too(ref readonly int a) { } }")]
    [InlineData("public class Broken { private int _x; [DurableActivity] public ref int Do() => ref _x; }")]
    [InlineData("public class Broken { [DurableActivity] public async void Do() => await Task.Yield(); }")]
    [InlineData("public class Broken { [DurableActivity] public Durable Do() => throw new NotSupportedException(); [DurableActivity] public Durable<int> Too(OrchestrationContext ctx) => throw new NotSupportedException(); }")]
    [InlineData("public class Broken<T> { [DurableActivity] public void Do(T value) { } public class Inner { [DurableActivity] public static void Do() { } } }")]
    [InlineData("public abstract class Broken { [DurableActivity] public abstract void Do(); }")]
    [InlineData("public struct Broken { [DurableActivity] public void Do() { } }")]
    [InlineData("public interface IBroken { [DurableActivity] void Do(); }")]
    [InlineData("public interface IBroken { void Do(); } public class Broken : IBroken { [DurableActivity] void IBroken.Do() { } }")]
    [InlineData("file class Broken { [DurableActivity] public void Do() { } public class Inner { [DurableActivity] public void Do() { } } }")]
    [InlineData("public class Outer { private class Broken { [DurableActivity] public void Do() { } } }")]
    [InlineData("public class Broken { [Obsolete(\"gone\", true), DurableActivity] public void Do() { } }")]
    [InlineData("public unsafe class Broken { [DurableActivity] public void Do(int* a) { } [DurableActivity] public void Too(delegate*<void> a) { } }")]
    [InlineData("public class Broken { [DurableActivity] public Span<int> Do() => default; }")]
    [InlineData("public static class Broken { extension(string text) { [DurableActivity] public void Do() { } } }")]
    [InlineData("public class Broken { [DurableOrchestration] public Durable Do(OrchestrationContext ctx) => throw new NotSupportedException(); }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Task Do(OrchestrationContext ctx) => Task.CompletedTask; }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Durable Do<T>(OrchestrationContext ctx, T value) => throw new NotSupportedException(); }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Durable Do(int a, OrchestrationContext ctx) => throw new NotSupportedException(); }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static Durable Do(OrchestrationContext ctx, ref int a) => throw new NotSupportedException(); }")]
    [InlineData("public static class Broken { [DurableOrchestration] private static Durable Do(OrchestrationContext ctx) => throw new NotSupportedException(); }")]
    [InlineData("public static class Broken { [DurableOrchestration] public static void Do(OrchestrationContext ctx) { } }")]
    public void A_method_with_a_mistake_is_left_out(string source)
    {
        var result = SyncTest.Of(Healthy, "namespace App;\n" + source).Verify();

        Assert.Equal(["App.Healthy.Durable.g.cs"], result.Generated.Keys.Where(name => name.EndsWith(".Durable.g.cs", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[DurableEvent] public record Broken<T>(T Value);")]
    [InlineData("[DurableEvent] public class Broken { private Broken(int a) { } }")]
    [InlineData("[DurableState] public abstract class Broken;")]
    [InlineData("[DurableState] public static class Broken;")]
    [InlineData("[DurableState] file class Broken;")]
    [InlineData("[DurableQuery] public record Broken;")]
    [InlineData("[DurableQuery] public record Broken : IDurableUpdate<int>;")]
    [InlineData("[DurableQuery] public record Broken : IDurableQuery<Action>;")]
    [InlineData("[DurableUpdate] public record Broken : IDurableUpdate<int>, IDurableUpdate<string>;")]
    [InlineData("public class Outer { [DurableEvent] private record Broken; }")]
    public void A_type_with_a_mistake_is_not_registered(string source)
        => Assert.DoesNotContain("AddDurable", SyncTest.Of(Healthy, "namespace App;\n" + source).Verify().Source("Tributary.Module.g.cs"), StringComparison.Ordinal);

    [Theory]
    [InlineData("[DurableActivity] public static void Do(Action a, int b = 2) { }", "Use(ActivityCalls calls) => calls.Do(() => { })")]
    [InlineData("[DurableActivity] public static void Do(Span<int> a) { }", "Use(ActivityCalls calls) => calls.Do([])")]
    [InlineData("[DurableActivity] public static void Do(dynamic a, object b) { }", "Use(ActivityCalls calls) => calls.Do(1, 2)")]
    [InlineData("[DurableActivity] public static Task<Task<Stream>> Do() => null!;", "Use(ActivityCalls calls) => calls.Do()")]
    [InlineData("[DurableActivity] public static IAsyncEnumerable<int> Do() => null!;", "Use(ActivityCalls calls) => calls.Do()")]
    [InlineData("[DurableOrchestration] public static Durable<Stream> Do(OrchestrationContext ctx) => throw new NotSupportedException();", "Use(OrchestrationCalls calls) => calls.Do()")]
    [InlineData("[DurableOrchestration] public static Durable Do(OrchestrationContext ctx, CancellationToken ct) => throw new NotSupportedException();", "Use(DurableClient client) => client.Do")]
    public void A_call_of_what_cannot_be_encoded_compiles_and_throws(string method, string use)
    {
        var file = SyncTest.Of(Healthy, "namespace App; public static class Odd { " + method + " public static object " + use + "; }").Verify().Source("App.Odd.Durable.g.cs");

        Assert.Contains("=> throw new global::System.NotSupportedException(\"The input or the result of Do cannot be encoded.\");", file, StringComparison.Ordinal);
        Assert.DoesNotContain("Descriptor", file, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_methods_of_one_name_leave_one_call()
    {
        const string Source = """
            namespace App;
            public static partial class Twice { [DurableActivity] public static void Do(int a) { } [DurableActivity] public static Task DoAsync(int b) => Task.CompletedTask; }
            """;
        var result = SyncTest.Of(Source, "namespace App; partial class Twice { [DurableActivity(Name = \"Do\")] public static void Else(string a) { } }").Verify();

        result.Reordered().AssertSameOutputAs(result);
        Assert.Single(result.Source("App.Twice.Durable.g.cs").Split('\n'), line => line.Contains("static Durable Do(", StringComparison.Ordinal));
    }

    [Fact]
    public void A_project_that_does_not_know_the_SDK_gets_nothing()
    {
        var test = new Roslyn.Testing.GeneratorTest(new TributaryGenerator()) { ReferencesSdk = false };
        test.Sources.Add("""
            public class DurableActivityAttribute : Attribute;
            public class C { [DurableActivity] public void Do() { } }
            """);

        Assert.Empty(test.Verify().Generated);
    }
}
