using Request = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Durable.DurableRequestAnalyzer>;
using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Durable.ExchangedTypeAnalyzer>;

namespace Tributary.Analyzers.Tests.Durable;

public sealed class ExchangedTypeTests
{
    private const string Types = """
        [DurableEvent] public sealed record Approval(bool Yes);
        [DurableState] public sealed record Progress(int Done);
        public sealed record Plain;

        """;

    [Fact]
    public Task Marked_and_simple_types_are_accepted() => Verify.VerifyAsync(Body("""
        await ctx.WaitForEvent<Approval>();
        await ctx.WaitForEvent<string>("name");
        await foreach (var approval in ctx.Events<Approval>()) ctx.RaiseEvent("id", approval);
        ctx.SetStatus(new Progress(1));
        ctx.SetStatus(TimeSpan.Zero);
        ctx.State.Set("key", ctx.State.Get("key", 5L));
        await ctx.WaitForEvent<T>();
        await Other.WaitForEvent<Plain>();
        """));

    [Fact]
    public Task Other_types_are_refused_where_they_are_named() => Verify.VerifyAsync(
        Body("""
            await ctx.WaitForEvent<{|#0:Plain|}>();
            await foreach (var plain in ctx.Events<{|TRIB2013:Plain|}>()) ctx.{|#1:RaiseEvent|}("id", plain);
            ctx.{|#2:SetStatus|}(new Plain());
            ctx.State.{|TRIB2013:Set|}("key", ctx.State.Get<{|TRIB2013:List<Progress>|}>("key", []));
            await ctx.WaitForEvent<{|#3:Progress|}>();
            ctx.SetStatus<{|TRIB2013:Approval|}>(new(true));
            await ctx.WaitForEvent<{|TRIB2013:int?|}>();
            """),
        Verify.Diagnostic().WithLocation(0).WithArguments("Plain", "WaitForEvent", "DurableEvent"),
        Verify.Diagnostic().WithLocation(1).WithArguments("Plain", "RaiseEvent", "DurableEvent"),
        Verify.Diagnostic().WithLocation(2).WithArguments("Plain", "SetStatus", "DurableState"),
        Verify.Diagnostic().WithLocation(3).WithArguments("Progress", "WaitForEvent", "DurableEvent"));

    [Fact]
    public Task Raising_from_outside_is_judged_too() => Verify.VerifyAsync(Types + """
        public static class Outside
        {
            public static async Task Raise(InstanceHandle handle, InstanceHandle? maybe)
            {
                await handle.RaiseAsync(new Approval(true));
                await handle.{|TRIB2013:RaiseAsync|}(new Plain());
                await (maybe?.{|TRIB2013:RaiseAsync|}(new Plain()) ?? default);
            }
        }
        """);

    [Fact]
    public async Task Unknown_types_are_the_compilers_to_report()
    {
        var test = new Verify { CompilerDiagnostics = Tributary.Roslyn.Testing.CompilerDiagnostics.None };
        test.Sources.Add(Body("await ctx.WaitForEvent<Missing>(); await ctx.WaitForEvent<>(); ctx.SetStatus(); ctx.State.Get("));
        await test.RunAsync();
    }

    [Fact]
    public Task Marked_requests_with_one_answer_are_accepted() => Request.VerifyAsync("""
        [DurableQuery] public sealed record A : IDurableQuery<int>;
        [DurableUpdate] public sealed record B(string Sku) : IDurableUpdate<string?>;
        [DurableQuery, DurableUpdate] public sealed record C : IDurableQuery<int>, IDurableUpdate<string>;
        public abstract record Base : IDurableQuery<int>;
        public interface IMine : IDurableUpdate<int>;
        [DurableQuery] public sealed record D : Base;
        public sealed record Plain;
        """);

    [Fact]
    public Task Requests_without_a_mark_or_an_answer_are_refused() => Request.VerifyAsync(
        """
        [DurableQuery] public sealed record {|#0:A|};
        [DurableUpdate] public sealed record {|#1:B|} : IDurableUpdate<int>, IDurableUpdate<string>;
        public sealed record {|#2:C|} : IDurableQuery<int>;
        [DurableUpdate] public sealed record {|#3:D|} : IDurableUpdate<int>, IDurableQuery<int>;
        """,
        Request.Diagnostic().WithLocation(0).WithArguments("A", "query", "does not say what it is answered with", "Implement IDurableQuery<TResult>"),
        Request.Diagnostic().WithLocation(1).WithArguments("B", "update", "says more than once what it is answered with", "Implement IDurableUpdate<TResult> once"),
        Request.Diagnostic().WithLocation(2).WithArguments("C", "query", "is not registered", "Mark it with [DurableQuery]"),
        Request.Diagnostic().WithLocation(3).WithArguments("D", "query", "is not registered", "Mark it with [DurableQuery]"));

    private static string Body(string body) => Types + $$"""
        public static class Other { public static Durable<T> WaitForEvent<T>() => throw new NotSupportedException(); }
        public static class Flow { public static async Durable Run<T>(OrchestrationContext ctx) { {{body}} } }
        """;
}
