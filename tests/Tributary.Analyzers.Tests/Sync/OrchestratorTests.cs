using Tributary.Roslyn.Testing;
using Async = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.AsyncHandlerAnalyzer>;
using Registration = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.HandlerRegistrationAnalyzer>;
using Shape = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.OrchestratorShapeAnalyzer>;

namespace Tributary.Analyzers.Tests.Sync;

public sealed class OrchestratorTests
{
    private const string Entities = """
        public class Device : IFlowEntity { public string Id { get; set; } = ""; }
        public class Site : IFlowEntity { public string Id { get; set; } = ""; }

        """;

    [Fact]
    public Task An_orchestrator_without_its_base_is_refused() => Shape.VerifyAsync(
        "[FlowOrchestrator(PushUpdates = true)] public sealed class {|#0:Main|};",
        Shape.Diagnostic("TRIB1101").WithLocation(0).WithArguments("Main"));

    [Fact]
    public Task An_orchestrator_with_its_base_is_accepted_partial_or_not() => Shape.VerifyAsync(Entities + """
        public abstract class Common : FlowOrchestratorBase;
        [FlowOrchestrator] public sealed class Main : Common;
        [FlowOrchestrator] public sealed partial class Other : FlowOrchestratorBase
        {
            [OnUpdate] private UpdateResult OnDevice(ref Device proposed, Device? current, UpdateMetadata metadata) => Continue();
            [OnUpdate] private static UpdateResult OnSite(ref Site proposed, Site? current, UpdateMetadata metadata) => Continue();
        }
        """);

    [Fact]
    public Task Handler_methods_need_a_partial_class() => Shape.VerifyAsync(
        Entities + """
        [FlowOrchestrator] public sealed class {|#0:Main|} : FlowOrchestratorBase
        {
            [OnUpdate] private UpdateResult OnDevice(ref Device proposed, Device? current, UpdateMetadata metadata) => Continue();
        }
        """,
        Shape.Diagnostic("TRIB1102").WithLocation(0).WithArguments("Main", "Main"));

    [Theory]
    [InlineData("void {|#0:OnDevice|}(ref Device proposed, Device? current, UpdateMetadata metadata) { }")]
    [InlineData("UpdateResult {|#0:OnDevice|}(Device proposed, Device? current, UpdateMetadata metadata) => Continue();")]
    [InlineData("UpdateResult {|#0:OnDevice|}(ref Device proposed, Site? current, UpdateMetadata metadata) => Continue();")]
    [InlineData("UpdateResult {|#0:OnDevice|}(ref Device proposed, Device? current) => Continue();")]
    [InlineData("UpdateResult {|#0:OnDevice|}(ref string proposed, string? current, UpdateMetadata metadata) => Continue();")]
    [InlineData("UpdateResult {|#0:OnDevice|}<T>(ref T proposed, T? current, UpdateMetadata metadata) where T : class, IFlowEntity => Continue();")]
    public Task A_handler_method_of_another_signature_is_refused(string method) => Shape.VerifyAsync(
        Entities + $$"""[FlowOrchestrator] public partial class Main : FlowOrchestratorBase { [OnUpdate] {{method}} }""",
        Shape.Diagnostic("TRIB1104").WithLocation(0).WithArguments(
            "OnDevice", "its signature is another",
            "Write it as 'UpdateResult M(ref T proposed, T? current, UpdateMetadata metadata)', where T is an entity"));

    [Theory]
    [InlineData("Task<UpdateResult> {|#0:OnDevice|}(UpdateContext<Device> context, CancellationToken ct) => Task.FromResult(Continue());")]
    [InlineData("ValueTask<UpdateResult> {|#0:OnDevice|}(ref Device proposed, Device? current, UpdateMetadata metadata) => new(Continue());")]
    [InlineData("async Task<UpdateResult> {|#0:OnDevice|}(Device proposed, Device? current, UpdateMetadata metadata) { await Task.Yield(); return Continue(); }")]
    public Task An_asynchronous_handler_method_is_refused_and_told_what_to_do_instead(string method) => Shape.VerifyAsync(
        Entities + $$"""[FlowOrchestrator] public partial class Main : FlowOrchestratorBase { [OnUpdate] {{method}} }""",
        Shape.Diagnostic("TRIB1104").WithLocation(0).WithArguments(
            "OnDevice", "it is asynchronous, and 'proposed' is passed by reference, which no await can cross",
            "Register it in Configure() as 'Flow.OnUpdateAsync<T>(async (context, ct) => ...)', where T is an entity"));

    [Fact]
    public Task A_handler_method_outside_an_orchestrator_is_refused() => Shape.VerifyAsync(
        Entities + """
        public class Stray { [OnUpdate] UpdateResult {|#0:OnDevice|}(ref Device proposed, Device? current, UpdateMetadata metadata) => default; }
        """,
        Shape.Diagnostic("TRIB1104").WithLocation(0).WithArguments("OnDevice", "'Stray' is no orchestrator", "Move it into a class marked [FlowOrchestrator]"));

    [Fact]
    public Task A_second_handler_of_an_entity_is_refused() => Registration.VerifyAsync(
        Entities + """
        [FlowOrchestrator] public partial class Main : FlowOrchestratorBase
        {
            protected override void Configure()
            {
                Flow.OnUpdate<Site>((ref Site p, Site? c, UpdateMetadata m) => Continue());
                Flow.OnUpdate<Device>((ref Device p, Device? c, UpdateMetadata m) => Continue());
                Flow.{|#0:OnUpdateAsync<Device>|}((context, ct) => ValueTask.FromResult(Continue()));
            }

            [OnUpdate] private UpdateResult {|#1:OnSite|}(ref Site proposed, Site? current, UpdateMetadata metadata) => Continue();
        }
        """,
        Registration.Diagnostic("TRIB1103").WithLocation(0).WithArguments("Main", "Device"),
        Registration.Diagnostic("TRIB1103").WithLocation(1).WithArguments("Main", "Site"));

    [Fact]
    public async Task Two_parts_of_an_orchestrator_are_one()
    {
        var test = new Registration();
        test.Sources.Add(Entities + """
            [FlowOrchestrator] public partial class Main : FlowOrchestratorBase
            {
                protected override void Configure() => Flow.OnUpdate<Device>((ref Device p, Device? c, UpdateMetadata m) => Continue());
            }
            """);
        test.Sources.Add("""
            public partial class Main
            {
                [OnUpdate] private UpdateResult {|TRIB1103:OnDevice|}(ref Device proposed, Device? current, UpdateMetadata metadata) => Continue();
            }
            """);
        await test.RunAsync();
    }

    [Fact]
    public Task Handlers_of_which_a_condition_chooses_one_are_accepted() => Registration.VerifyAsync(Entities + """
        [FlowOrchestrator] public class Main(bool strict) : FlowOrchestratorBase
        {
            protected override void Configure()
            {
                if (strict)
                    Flow.OnUpdate<Device>((ref Device p, Device? c, UpdateMetadata m) => Skip("strict"));
                else
                    Flow.OnUpdate<Device>((ref Device p, Device? c, UpdateMetadata m) => Continue());
            }
        }
        """);

    [Fact]
    public Task A_second_orchestrator_of_an_entity_is_refused() => Registration.VerifyAsync(
        Entities + """
        [FlowOrchestrator] public class First : FlowOrchestratorBase
        {
            protected override void Configure() => Flow.OnUpdate<Device>((ref Device p, Device? c, UpdateMetadata m) => Continue());
        }
        [FlowOrchestrator] public class Second : FlowOrchestratorBase
        {
            protected override void Configure() => Flow.{|#0:OnUpdate<Device>|}((ref Device p, Device? c, UpdateMetadata m) => Continue());
        }
        public class Unmarked : FlowOrchestratorBase
        {
            protected override void Configure() => Flow.OnUpdate<Device>((ref Device p, Device? c, UpdateMetadata m) => Continue());
        }
        """,
        Registration.Diagnostic("TRIB1105").WithLocation(0).WithArguments("Second", "Device", "First"));

    [Theory]
    [InlineData("{|#0:async|} (ref Device proposed, Device? current, UpdateMetadata metadata) => { await Task.Yield(); return Continue(); }")]
    [InlineData("{|#0:async|} (proposed, current, metadata) => { await Task.Yield(); return Continue(); }")]
    public async Task An_async_handler_is_explained(string lambda)
    {
        // The compiler's own errors differ between versions; what counts is the explanation beside them.
        var test = new Async { CompilerDiagnostics = CompilerDiagnostics.None };
        test.Sources.Add(Entities + $$"""
            [FlowOrchestrator] public class Main : FlowOrchestratorBase { protected override void Configure() => Flow.OnUpdate<Device>({{lambda}}); }
            """);
        test.ExpectedDiagnostics.Add(Async.Diagnostic().WithLocation(0).WithArguments("Device"));
        await test.RunAsync();
    }

    [Fact]
    public Task An_async_handler_of_OnUpdateAsync_and_a_foreign_OnUpdate_are_accepted() => Async.VerifyAsync(Entities + """
        [FlowOrchestrator] public class Main : FlowOrchestratorBase
        {
            protected override void Configure()
            {
                Flow.OnUpdateAsync<Device>(async (context, ct) => { await Task.Yield(); return Continue(); });
                new Foreign().OnUpdate<Device>(async () => await Task.Yield());
            }
        }
        public class Foreign { public void OnUpdate<T>(Func<Task> handler) { } }
        """);
}
