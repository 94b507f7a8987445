using Verify = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Durable.DurableNameAnalyzer>;

namespace Tributary.Analyzers.Tests.Durable;

public sealed class DurableNameTests
{
    [Fact]
    public Task Kinds_versions_and_names_may_differ_in_one() => Verify.VerifyAsync("""
        public static class Flow
        {
            [DurableOrchestration] public static Durable Send(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero);
            [DurableOrchestration(Name = "Send", Version = 2)] public static Durable SendTwice(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero);
            [DurableActivity] public static void SendAsync() { }
            [DurableActivity] public static void send() { }
        }
        namespace A { [DurableEvent, DurableState] public record Send; [DurableQuery] public record Ask : IDurableQuery<int>; }
        namespace B { [DurableEvent(Name = "Sent")] public record Send; [DurableUpdate] public record Ask : IDurableUpdate<int>; [DurableState] public record State; }
        namespace C { [DurableState] public record State; }
        """);

    [Fact]
    public async Task The_second_of_one_name_is_refused_in_any_order_of_files()
    {
        var test = new Verify();
        test.Sources.Add("""
            public static class First
            {
                [DurableActivity] public static void Send(int a) { }
                [DurableOrchestration] public static Durable Run(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero);
            }
            namespace A { [DurableEvent] public record Paid; [DurableQuery] public record Ask : IDurableQuery<int>; [DurableUpdate] public record Add : IDurableUpdate<int>; }
            """);
        test.Sources.Add("""
            public static class Second
            {
                [DurableActivity] public static void {|#0:SendAsync|}(string a) { }
                [DurableActivity(Name = "Send")] public static void {|TRIB2010:Third|}(string a) { }
                [DurableOrchestration(Name = "Run", Version = 1)] public static Durable {|#1:Go|}(OrchestrationContext ctx) => ctx.CreateTimer(TimeSpan.Zero);
            }
            namespace B { [DurableEvent] public record {|#2:Paid|}; [DurableQuery] public record {|TRIB2010:Ask|} : IDurableQuery<int>; [DurableUpdate(Name = "Add")] public record {|#3:More|} : IDurableUpdate<int>; }
            """);
        test.ExpectedDiagnostics.Add(Verify.Diagnostic().WithLocation(0).WithArguments("activity", "Second.SendAsync", "name 'Send'", "First.Send"));
        test.ExpectedDiagnostics.Add(Verify.Diagnostic().WithLocation(1).WithArguments("orchestration", "Second.Go", "name 'Run' and version 1", "First.Run"));
        test.ExpectedDiagnostics.Add(Verify.Diagnostic().WithLocation(2).WithArguments("event", "Paid", "name 'Paid'", "Paid"));
        test.ExpectedDiagnostics.Add(Verify.Diagnostic().WithLocation(3).WithArguments("update", "More", "name 'Add'", "Add"));
        await test.RunAsync();
    }
}
