using Tributary.Analyzers.Determinism;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.Determinism;

/// <summary>Where the rules look, what they say, and where they keep silent.</summary>
public sealed class DeterminismReachTests
{
    [Fact]
    public async Task Without_the_sdk_nothing_is_said()
    {
        var test = new AnalyzerTest<DeterminismSet> { ReferencesSdk = false };
        test.Sources.Add("""
            public class DurableOrchestrationAttribute : Attribute;
            public class Durable { public static void Run() { } }
            public static class Flows
            {
                [DurableOrchestration] public static async Task<Durable> Process(Dictionary<string, int> input)
                {
                    try { while (true) { await Task.Delay(DateTime.Now.Hour); Console.WriteLine(Guid.NewGuid()); } } catch { return new Durable(); }
                }
            }
            """);
        await test.RunAsync();
    }

    [Fact]
    public Task The_message_names_offence_chain_and_remedy() => Flow.VerifyAsync(
        Flow.Of(
            "await ctx.Activities.Work({|#0:DateTime.UtcNow|}); await ctx.Activities.Work({|#1:Outer.Stamp()|});",
            types: """
                public static class Outer { public static string Stamp() => new Inner().Text; }
                public class Inner { public string Text => DateTime.Now.ToString("O"); }
                """),
        Flow.Rule("TRIB2101").WithLocation(0).WithArguments("DateTime.UtcNow", "", "Use the context's UtcNow"),
        Flow.Rule("TRIB2101").WithLocation(1).WithArguments("DateTime.Now", ", reached by Flows.Process -> Outer.Stamp -> Inner.Text,", "Use the context's UtcNow"));

    [Fact]
    public Task The_shortest_chain_is_told_once_for_each_rule() => Flow.VerifyAsync(
        Flow.Of(
            "await ctx.Activities.Work({|#0:{|#1:Many.All()|}|});",
            types: """
                public static class Many
                {
                    public static string All() => Far() + Near() + Guid.NewGuid();
                    private static string Far() => Near();
                    private static string Near() => DateTime.Now.ToString("O") + DateTime.Today;
                }
                """),
        Flow.Rule("TRIB2101").WithLocation(0).WithArguments("DateTime.Now", ", reached by Flows.Process -> Many.All -> Many.Near,", "Use the context's UtcNow"),
        Flow.Rule("TRIB2103").WithLocation(1).WithArguments("Guid.NewGuid()", ", reached by Flows.Process -> Many.All,", "Use the context's NewGuid()"));

    [Fact]
    public Task Partial_nested_generic_and_linked_code_is_followed() => Flow.VerifyAsync("""
        public partial class Outer<T>
        {
            public static partial class Inner
            {
                [DurableOrchestration]
                public static async Durable<int> Process(OrchestrationContext ctx) => await ctx.Activities.Work({|TRIB2101:Part()|} + {|TRIB2103:Outer<string>.Of<int>()|});

                private static partial string Part();
            }
        }

        public partial class Outer<T>
        {
            public static partial class Inner
            {
                private static partial string Part() => DateTime.Now.ToString("O");
            }

        #line 5 "../Shared/Linked.cs"
            public static string Of<TOther>() => Guid.NewGuid().ToString();
        }
        """);

    [Fact]
    public async Task Broken_code_is_judged_as_far_as_it_goes()
    {
        var test = new AnalyzerTest<DeterminismSet> { CompilerDiagnostics = CompilerDiagnostics.None };
        test.Sources.Add("""
            public static class Flows
            {
                [DurableOrchestration]
                public static async Durable<int> Process(OrchestrationContext ctx, Missing input)
                {
                    await ctx.Missing.Work({|TRIB2101:DateTime.UtcNow|});
                    foreach (var x in Unknown()) await ;
                    try { await } {|TRIB2120:catch|} { }
                    {|TRIB2121:while|} (true) { if (
                }

                public static Durable Other(OrchestrationContext ctx) => Missing(
            """);
        await test.RunAsync();
    }

    [Fact]
    public async Task An_allow_list_vouches_for_calls()
    {
        var test = Flow.TestOf<DeterminismSet>("tributary_deterministic_calls = M:System.Guid.NewGuid | T:Clock | M:Item..ctor | P:Settings.Region\n");
        test.Sources.Add(Flow.Of(
            "await ctx.Activities.Work($\"{Guid.NewGuid()}{Clock.Read(1)}{new Item(1)}{Settings.Region}{{|TRIB2101:Settings.Time|}}\");",
            types: """
                public static class Clock { public static DateTime Read(int a) => DateTime.UtcNow; }
                public class Item { public Item(int a) => Console.WriteLine(a); }
                public static class Settings { public static string Region => Environment.MachineName; public static DateTime Time => DateTime.Now; }
                """));
        await test.RunAsync();
    }

    [Fact]
    public Task What_handlers_call_is_followed() => Flow.VerifyAsync<DeterminismAnalyzer>("""
        public class Device : IFlowEntity { public string Id { get; set; } = ""; public string Name { get; set; } = ""; }

        [FlowOrchestrator] public partial class Main : FlowOrchestratorBase
        {
            private static int s_count;

            protected override void Configure() => Flow.OnUpdateAsync<Device>(async (context, ct) =>
            {
                context.Proposed.Name = await File.ReadAllTextAsync("a", ct) + {|TRIB2103:Tools.Id()|} + Tools.Load();
                return Continue();
            });

            [OnUpdate] private UpdateResult OnDevice(ref Device proposed, Device? current, UpdateMetadata metadata)
            {
                proposed.Name = DateTime.UtcNow + {|TRIB2101:Tools.Now()|} + {|TRIB2106:File.ReadAllText("a")|} + {|TRIB2106:Tools.Load()|} + s_count++ + Environment.MachineName;
                return Continue();
            }
        }

        public static class Tools
        {
            public static string Now() => DateTime.Now.ToString("O");
            public static string Id() => Guid.NewGuid().ToString();
            public static string Load() => File.ReadAllText("a");
        }
        """);

    [Fact]
    public Task A_handler_is_told_what_handlers_can_do() => Flow.VerifyAsync<DeterminismAnalyzer>(
        """
        public class Device : IFlowEntity { public string Id { get; set; } = ""; }

        [FlowOrchestrator] public partial class Main : FlowOrchestratorBase
        {
            [OnUpdate] private UpdateResult OnDevice(ref Device proposed, Device? current, UpdateMetadata metadata) => Continue({|#0:Now()|});
            private static string Now() => DateTime.Now.ToString("O");
        }
        """,
        Flow.Rule("TRIB2101").WithLocation(0).WithArguments("DateTime.Now", ", reached by Main.OnDevice -> Main.Now,", "Use 'metadata.ReceivedAt' or 'metadata.Source.Timestamp'"));

    [Fact]
    public Task Code_that_the_orchestration_does_not_reach_is_left_alone() => Flow.VerifyAsync(Flow.Of(
        "await ctx.Activities.Work(new Quiet().Name);",
        types: """
            public class Quiet { public string Name => "a"; public DateTime Created => DateTime.Now; }
            public class Loud : Quiet { public Loud() => Console.WriteLine(); }
            """));

    [Fact]
    public Task A_pragma_at_the_call_silences_the_chain() => Flow.VerifyAsync(Flow.Of("""
        #pragma warning disable TRIB2101
                await ctx.Activities.Work(Read());
        #pragma warning restore TRIB2101
        """, "private static DateTime Read() => DateTime.UtcNow;"));

    [Fact]
    public Task A_deep_expression_does_not_exhaust_the_stack() => Flow.VerifyAsync<DeterminismAnalyzer>(Flow.Of(
        $"await ctx.Activities.Work({string.Join(" + ", Enumerable.Repeat("input.Count", 2000))} + {{|TRIB2105:Environment.ProcessId|}});"));
}
