using Decisions = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.DiscardedDecisionAnalyzer>;
using Mutation = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.HandlerMutationAnalyzer>;
using Purity = Tributary.Roslyn.Testing.AnalyzerTest<Tributary.Analyzers.Sync.HandlerPurityAnalyzer>;

namespace Tributary.Analyzers.Tests.Sync;

public sealed class HandlerTests
{
    private const string Entity = """
        public class Address { public string City { get; set; } = ""; }
        public class Device : IFlowEntity
        {
            public string Id { get; set; } = "";
            public string Name { get; set; } = "";
            public int Count { get; set; }
            public int[] Levels { get; set; } = [];
            public Address Address { get; set; } = new();
        }

        """;

    [Fact]
    public Task A_discarded_decision_is_reported() => Decisions.VerifyAsync(
        Handler("""
            if (current is null)
                {|#0:Skip("new")|};
            {|#1:Update.Defer("later")|};
            {|#2:new UpdateResult(UpdateOutcome.Skip)|};
            """),
        Decisions.Diagnostic().WithLocation(0).WithArguments("Skip"),
        Decisions.Diagnostic().WithLocation(1).WithArguments("Defer"),
        Decisions.Diagnostic().WithLocation(2).WithArguments("UpdateResult"));

    [Fact]
    public Task A_discarded_decision_of_an_awaited_helper_is_reported() => Decisions.VerifyAsync("""
        class Helper
        {
            static async Task<UpdateResult> Decide() { await Task.Yield(); return Update.Continue(); }
            static async Task Use() { [|await Decide()|]; }
        }
        """);

    [Fact]
    public Task A_decision_that_is_used_is_accepted() => Decisions.VerifyAsync(Handler("""
        UpdateResult result;
        result = Skip("kept");
        _ = Skip("on purpose");
        if (result.Reason is null)
            return result;
        """));

    [Fact]
    public Task An_assigned_id_is_reported() => Mutation.VerifyAsync(
        Handler("""
            proposed.{|#0:Id|} = "x";
            proposed.Name = "fine";
            proposed.{|#1:Id|} += "x";
            (proposed.{|#2:Id|}, proposed.Name) = ("a", "b");
            new Device().Id = proposed.Id;
            """),
        Mutation.Diagnostic("TRIB1202").WithLocation(0).WithArguments("proposed"),
        Mutation.Diagnostic("TRIB1202").WithLocation(1).WithArguments("proposed"),
        Mutation.Diagnostic("TRIB1202").WithLocation(2).WithArguments("proposed"));

    [Fact]
    public Task A_changed_current_is_reported() => Mutation.VerifyAsync(
        Handler("""
            {|#0:current!.Name|} = "lost";
            {|TRIB1203:current.Address.City|} = "lost";
            {|TRIB1203:current.Levels[0]|}++;
            {|TRIB1203:current|} = proposed;
            {|TRIB1203:current.Count|}--;
            proposed.Name = current.Name;
            var copy = current;
            """),
        Mutation.Diagnostic("TRIB1203").WithLocation(0).WithArguments("current!.Name", "proposed"));

    [Fact]
    public Task Handlers_of_every_form_are_judged() => Mutation.VerifyAsync(
        Entity + """
        [FlowOrchestrator] public partial class Main : FlowOrchestratorBase
        {
            protected override void Configure()
            {
                Flow.OnUpdate<Device>((ref p, c, m) => { p.{|#0:Id|} = ""; return Continue(); });
                Flow.OnUpdateAsync<Device>(async (context, ct) =>
                {
                    await Task.Yield();
                    context.Proposed.{|#1:Id|} = "";
                    {|#2:context.Current!.Name|} = "";
                    context.Proposed = context.Proposed;
                    return Continue();
                });
                Flow.OnUpdate<Device>(Named);
                UpdateResult Local(ref Device p, Device? c, UpdateMetadata m) { p.{|TRIB1202:Id|} = ""; return Continue(); }
                Flow.OnUpdate<Device>(Local);
            }

            [OnUpdate] private UpdateResult Attributed(ref Device p, Device? c, UpdateMetadata m) { p.{|TRIB1202:Id|} = ""; return Continue(); }

            private UpdateResult Named(ref Device p, Device? c, UpdateMetadata m) { Action nested = () => c!.Name.ToString(); {|TRIB1203:c!.Name|} = ""; return Continue(); }

            private void NoHandler(Device current) => current.Name = current.Id = "";
        }
        """,
        Mutation.Diagnostic("TRIB1202").WithLocation(0).WithArguments("p"),
        Mutation.Diagnostic("TRIB1202").WithLocation(1).WithArguments("context.Proposed"),
        Mutation.Diagnostic("TRIB1203").WithLocation(2).WithArguments("context.Current!.Name", "context.Proposed"));

    [Fact]
    public Task A_blocking_handler_is_reported() => Purity.VerifyAsync(
        Handler("""
            var task = Task.FromResult(1);
            var a = {|#0:task.Result|};
            {|#1:task.Wait()|};
            var b = {|#2:task.GetAwaiter().GetResult()|};
            var c = {|TRIB1204:task.ConfigureAwait(false).GetAwaiter().GetResult()|};
            var d = {|TRIB1204:new ValueTask<int>(1).Result|};
            {|TRIB1204:Task.WaitAll(task)|};
            {|TRIB1204:Thread.Sleep(1)|};
            var e = new Lazy<int>(() => {|TRIB1204:task.Result|});
            """),
        Purity.Diagnostic("TRIB1204").WithLocation(0).WithArguments("Task.Result"),
        Purity.Diagnostic("TRIB1204").WithLocation(1).WithArguments("Task.Wait()"),
        Purity.Diagnostic("TRIB1204").WithLocation(2).WithArguments("TaskAwaiter.GetResult()"));

    [Fact]
    public Task A_handler_that_differs_between_runs_is_reported() => Purity.VerifyAsync(
        Handler("""
            proposed.Name = {|#0:DateTime.UtcNow|}.ToString();
            var a = {|TRIB1205:DateTimeOffset.Now|};
            var b = {|#1:Guid.NewGuid()|};
            var c = {|TRIB1205:Random.Shared|}.Next();
            var d = {|#2:new Random()|};
            var e = {|TRIB1205:TimeProvider.System.GetUtcNow()|};
            var f = {|TRIB1205:Environment.TickCount64|};
            var g = {|TRIB1205:System.Security.Cryptography.RandomNumberGenerator.GetInt32(3)|};
            Func<Guid> h = {|TRIB1205:Guid.NewGuid|};
            """),
        Purity.Diagnostic("TRIB1205").WithLocation(0).WithArguments("DateTime.UtcNow", "Use 'metadata.ReceivedAt' or 'metadata.Source.Timestamp'"),
        Purity.Diagnostic("TRIB1205").WithLocation(1).WithArguments("Guid.NewGuid()", "Derive the value from the update, for example from 'metadata.MessageId'"),
        Purity.Diagnostic("TRIB1205").WithLocation(2).WithArguments("new Random()", "Derive the value from the update, for example from 'metadata.MessageId'"));

    [Fact]
    public Task A_repeatable_handler_and_other_code_are_accepted() => Purity.VerifyAsync(
        Handler("""
            var a = metadata.ReceivedAt;
            var b = Guid.Parse(metadata.MessageId);
            var c = new Random(42).Next();
            var d = DateTime.UnixEpoch;
            """) + """
        class Elsewhere { static Guid New() { Task.Delay(1).Wait(); return Guid.NewGuid(); } DateTime Now => DateTime.Now; }
        """);

    private static string Handler(string body) => Entity + $$"""
        [FlowOrchestrator] public class Main : FlowOrchestratorBase
        {
            protected override void Configure() => Flow.OnUpdate<Device>((ref Device proposed, Device? current, UpdateMetadata metadata) =>
            {
                {{body}}
                return Continue();
            });
        }

        """;
}
