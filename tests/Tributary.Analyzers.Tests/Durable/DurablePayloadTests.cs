using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Setup.CodecAnalyzer>;

namespace Tributary.Analyzers.Tests.Durable;

public sealed class DurablePayloadTests
{
    [Fact]
    public Task What_can_be_stored_is_accepted() => Verify.VerifyAsync("""
        public sealed record Order(string Id, List<int> Lines);
        public static class Flow
        {
            [DurableOrchestration] public static Durable<Order?> Run(OrchestrationContext ctx, Order order, int? count, Dictionary<string, Order[]> more) => throw new NotSupportedException();
            [DurableActivity] public static Task<(int, string)> Do(Order order, ActivityContext context, CancellationToken ct) => throw new NotSupportedException();
            [DurableActivity] public static ValueTask Nothing() => default;
        }
        [DurableEvent] public sealed record Approval(bool Yes);
        [DurableQuery] public sealed record Ask : IDurableQuery<List<Order>>;
        """);

    [Fact]
    public Task Parameters_and_results_that_cannot_be_stored_are_reported() => Verify.VerifyAsync(
        """
        public static class Flow
        {
            [DurableOrchestration] public static Durable<Stream> {|#0:Run|}(OrchestrationContext ctx, Action {|#1:callback|}, CancellationToken {|TRIB2009:ct|}) => throw new NotSupportedException();
            [DurableActivity] public static IAsyncEnumerable<int> {|TRIB2009:Do|}(object {|#2:any|}, List<Func<int>> {|TRIB2009:functions|}, Span<int> {|TRIB2009:span|}) => throw new NotSupportedException();
        }
        [DurableQuery] public sealed record {|#3:Ask|} : IDurableQuery<Action>;
        """,
        Verify.Diagnostic("TRIB2009").WithLocation(0).WithArguments("The result", "Run", "is a stream"),
        Verify.Diagnostic("TRIB2009").WithLocation(1).WithArguments("The parameter 'callback'", "Run", "is a delegate"),
        Verify.Diagnostic("TRIB2009").WithLocation(2).WithArguments("The parameter 'any'", "Do", "has the type object, whose shape is unknown; use JsonElement or a concrete type"),
        Verify.Diagnostic("TRIB2009").WithLocation(3).WithArguments("The answer", "Ask", "is a delegate"));

    [Fact]
    public Task Members_that_cannot_be_stored_are_reported_once_where_they_are_declared() => Verify.VerifyAsync("""
        public sealed class Part { public {|TRIB0001:Action?|} Callback { get; set; } }
        [DurableEvent, DurableState] public sealed class Approval { public Part? Part { get; set; } public {|TRIB0001:Stream?|} File { get; set; } }
        [DurableQuery] public sealed record Ask(Part Part) : IDurableQuery<Part>;
        public static class Flow
        {
            [DurableOrchestration] public static Durable<Part> Run(OrchestrationContext ctx, Part[] parts) => throw new NotSupportedException();
            [DurableActivity] public static void Do(Part part, List<Approval> approvals) { }
        }
        """);

    [Fact]
    public Task A_marked_type_that_cannot_be_stored_is_reported() => Verify.VerifyAsync("""
        [DurableEvent] public abstract class {|TRIB0001:Approval|};
        [DurableState] public sealed record {|TRIB0001:Box|}<T>(T Value);
        """);

    [Fact]
    public async Task A_member_of_a_type_in_another_assembly_is_reported_at_the_parameter()
    {
        var test = new Verify();
        test.ReferencedProject.Add("public class Part { public Action? Callback { get; set; } }");
        test.Sources.Add("public static class Flow { [DurableActivity] public static Part {|#0:Do|}(Part {|#1:part|}) => part; }");
        test.ExpectedDiagnostics.Add(Verify.Diagnostic("TRIB0001").WithLocation(1).WithArguments("Part.Callback", "is a delegate", "Give it another type, or mark it [CodecIgnore]"));
        await test.RunAsync();
    }

    [Fact]
    public async Task What_other_rules_or_the_compiler_say_is_not_said_twice()
    {
        var test = new Verify { CompilerDiagnostics = Tributary.Roslyn.Testing.CompilerDiagnostics.None };
        test.Sources.Add("""
            public static class Flow
            {
                [DurableOrchestration] public static Durable<Missing> Run(OrchestrationContext ctx, List<Missing> a) => throw new NotSupportedException();
                [DurableOrchestration] public static Task Run(Action action) => throw new NotSupportedException();
                [DurableActivity] public static void Do<T>(T value, Action action) { }
                [DurableActivity] public static void Do(ref Action action) { }
            }
            """);
        await test.RunAsync();
    }
}
