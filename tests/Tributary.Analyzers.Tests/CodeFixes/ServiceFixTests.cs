using Tributary.Analyzers.Sync;
using Tributary.CodeFixes;
using Tributary.Roslyn.Testing;

namespace Tributary.Analyzers.Tests.CodeFixes;

public sealed class ServiceFixTests
{
    private const string Device = """
        public class Device : IFlowEntity { public string Id { get; set; } = ""; public string Name { get; set; } = ""; }

        """;

    [Fact]
    public Task An_orchestrator_gets_its_base_before_its_interfaces() => CodeFixTest<OrchestratorShapeAnalyzer, DeriveFromOrchestratorBaseFix>.VerifyAsync(
        """
        [FlowOrchestrator]
        public class {|TRIB1101:Main|}(int limit) : IDisposable
        {
            public void Dispose() => Console.WriteLine(limit);
        }

        [FlowOrchestrator]
        public class {|TRIB1101:Other|}
        {
        }
        """,
        """
        [FlowOrchestrator]
        public class Main(int limit) : FlowOrchestratorBase, IDisposable
        {
            public void Dispose() => Console.WriteLine(limit);
        }

        [FlowOrchestrator]
        public class Other : FlowOrchestratorBase
        {
        }
        """);

    [Fact]
    public Task An_orchestrator_with_another_base_is_left_to_its_author() => CodeFixTest<OrchestratorShapeAnalyzer, DeriveFromOrchestratorBaseFix>.VerifyNoFixAsync(
        "public class Base; [FlowOrchestrator] public class {|TRIB1101:Main|} : Base;");

    [Fact]
    public Task An_adapter_becomes_a_background_service() => CodeFixTest<AdapterShapeAnalyzer, DeriveFromBackgroundServiceFix>.VerifyAsync(
        """
        [FlowAdapter("bms", "a")]
        public class {|TRIB1301:Empty|}
        {
        }

        [FlowAdapter("bms", "b")]
        public class {|TRIB1301:Running|}
        {
            // It runs.
            public async Task ExecuteAsync(CancellationToken ct) => await Task.Yield();
        }
        """,
        """
        [FlowAdapter("bms", "a")]
        public class Empty : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask;
        }

        [FlowAdapter("bms", "b")]
        public class Running : BackgroundService
        {
            // It runs.
            protected override async Task ExecuteAsync(CancellationToken ct) => await Task.Yield();
        }
        """);

    [Fact]
    public Task A_discarded_decision_is_returned() => CodeFixTest<DiscardedDecisionAnalyzer, ReturnDecisionFix>.VerifyAsync(
        Handler("""
            if (current is null)
                        [|Skip("new")|]; // why
                    if (proposed.Name == "")
                    {
                        // Too early.
                        [|Defer("no name")|];
                    }

                    return Continue();
            """),
        Handler("""
            if (current is null)
                        return Skip("new"); // why
                    if (proposed.Name == "")
                    {
                        // Too early.
                        return Defer("no name");
                    }

                    return Continue();
            """));

    [Fact]
    public Task A_decision_discarded_where_none_is_returned_is_left_to_its_author() => CodeFixTest<DiscardedDecisionAnalyzer, ReturnDecisionFix>.VerifyNoFixAsync(
        "class C { void M() { [|Update.Continue()|]; } }");

    [Fact]
    public Task A_send_is_awaited() => CodeFixTest<SendAnalyzer, AwaitSendFix>.VerifyAsync(
        Device + """
        [FlowAdapter("bms", "bms")]
        public class Bms : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                // First.
                {|TRIB1304:new Device().Send(ct)|};
                _ = {|TRIB1304:Flow.Send(new Device(), ct)|};
                await Task.Yield();
            }
        }
        """,
        Device + """
        [FlowAdapter("bms", "bms")]
        public class Bms : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                // First.
                await new Device().Send(ct);
                await Flow.Send(new Device(), ct);
                await Task.Yield();
            }
        }
        """);

    [Fact]
    public Task A_send_in_a_function_that_is_not_async_is_left_to_its_author() => CodeFixTest<SendAnalyzer, AwaitSendFix>.VerifyNoFixAsync(
        Device + "class Helper { void M(AdapterFlow flow) { {|TRIB1304:flow.Send(new Device())|}; } }");

    [Fact]
    public Task An_assignment_of_the_id_is_removed() => CodeFixTest<HandlerMutationAnalyzer, RemoveIdAssignmentFix>.VerifyAsync(
        Handler("""
            proposed.{|TRIB1202:Id|} = "x";
                    if (current is null)
                        proposed.{|TRIB1202:Id|} = "y";
                    return Continue();
            """),
        Handler("""
            if (current is null)
                    {
                    }
                    return Continue();
            """));

    [Fact]
    public async Task An_async_handler_moves_to_OnUpdateAsync()
    {
        var test = new CodeFixTest<AsyncHandlerAnalyzer, UseOnUpdateAsyncFix> { CompilerDiagnostics = CompilerDiagnostics.None };
        test.Sources.Add(Device + """
            public class Other { public string current = ""; }
            [FlowOrchestrator] public class Main : FlowOrchestratorBase
            {
                protected override void Configure() => Flow.OnUpdate<Device>([|async|] (ref Device proposed, Device? current, UpdateMetadata metadata) =>
                {
                    await Task.Yield();
                    proposed.Name = current?.Name ?? metadata.Source.NativeId;
                    var other = new Other { current = proposed.Name };
                    return other.current == "" ? Skip(reason: metadata.MessageId) : Continue();
                });
            }
            """);
        test.FixedSources.Add(Device + """
            public class Other { public string current = ""; }
            [FlowOrchestrator] public class Main : FlowOrchestratorBase
            {
                protected override void Configure() => Flow.OnUpdateAsync<Device>(async (context, ct) =>
                {
                    await Task.Yield();
                    context.Proposed.Name = context.Current?.Name ?? context.Metadata.Source.NativeId;
                    var other = new Other { current = context.Proposed.Name };
                    return other.current == "" ? Skip(reason: context.Metadata.MessageId) : Continue();
                });
            }
            """);
        await test.RunAsync();
    }

    private static string Handler(string body) => Device + $$"""
        [FlowOrchestrator]
        public class Main : FlowOrchestratorBase
        {
            protected override void Configure() => Flow.OnUpdate<Device>((ref Device proposed, Device? current, UpdateMetadata metadata) =>
            {
                {{body}}
            });
        }
        """;
}
