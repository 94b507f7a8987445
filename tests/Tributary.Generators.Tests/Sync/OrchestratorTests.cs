namespace Tributary.Generators.Tests.Sync;

/// <summary>The part of an orchestrator and its registration.</summary>
public class OrchestratorTests
{
    private const string Entities = """
        namespace App;
        [FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = ""; public string? Name { get; set; } }
        [FlowEntity] public partial class Sensor : IFlowEntity { public string Id { get; set; } = ""; }
        """;

    [Fact]
    public void A_marked_method_is_called_directly()
    {
        var seen = SyncTest.Probe(Entities, """
            namespace App;
            [FlowOrchestrator(PushUpdates = true)]
            public sealed partial class Main : FlowOrchestratorBase
            {
                [OnUpdate] private UpdateResult @do(ref Device proposed, Device? current, UpdateMetadata metadata)
                {
                    proposed = new Device { Name = proposed.Name + "!" };
                    return Continue("done");
                }
                [OnUpdate] public static UpdateResult Decide(ref Sensor proposed, Sensor? current, UpdateMetadata metadata) => Skip("never");
            }
            public static class Probe
            {
                public static string[] Run()
                {
                    var main = new Main();
                    var device = new Device { Name = "n" };
                    var sensor = new Sensor();
                    var metadata = new UpdateMetadata { Source = new("a", "b", "1", null, null), ReceivedAt = default, ChangedFields = [], MessageId = "m" };
                    return
                    [
                        ((IUpdateHandler<Device>)main).Handle(ref device, null, metadata).Reason!, device.Name!,
                        ((IUpdateHandler<Sensor>)main).Handle(ref sensor, null, metadata).Reason!,
                    ];
                }
            }
            """);

        Assert.Equal(["done", "n!", "never"], seen);
    }

    [Theory]
    [InlineData("[FlowOrchestrator] public class Main : FlowOrchestratorBase;", "AddOrchestrator<global::App.Main>(builder, pushUpdates: false);")]
    [InlineData("[FlowOrchestrator(PushUpdates = true)] public class Main : FlowOrchestratorBase;", "AddOrchestrator<global::App.Main>(builder, pushUpdates: true);")]
    [InlineData("public abstract class Mine : FlowOrchestratorBase; [FlowOrchestrator] sealed class Main : Mine;", "AddOrchestrator<global::App.Main>(builder, pushUpdates: false);")]
    [InlineData("[FlowOrchestrator] public partial class Main;", null)]
    [InlineData("[FlowOrchestrator] public abstract class Main : FlowOrchestratorBase;", null)]
    [InlineData("[FlowOrchestrator] public partial class Main<T> : FlowOrchestratorBase { [OnUpdate] UpdateResult D(ref Device p, Device? c, UpdateMetadata m) => Continue(); }", null)]
    [InlineData("[FlowOrchestrator] public class Main : FlowOrchestratorBase { [OnUpdate] UpdateResult D(ref Device p, Device? c, UpdateMetadata m) => Continue(); }", "AddOrchestrator<global::App.Main>(builder, pushUpdates: false);")]
    [InlineData("[FlowOrchestrator] public partial class Main : FlowOrchestratorBase { [OnUpdate] void D(Device p) { } [OnUpdate] UpdateResult E(ref string p, string? c, UpdateMetadata m) => Continue(); }", "AddOrchestrator<global::App.Main>(builder, pushUpdates: false);")]
    [InlineData("[FlowOrchestrator] public partial class Main : FlowOrchestratorBase { [OnUpdate] UpdateResult B(ref Device p, Device? c, UpdateMetadata m) => Continue(); [OnUpdate] UpdateResult A(ref Device p, Device? c, UpdateMetadata m) => Continue(); }", "AddOrchestrator<global::App.Main>(builder, pushUpdates: false);")]
    public void Any_form_of_class_compiles(string source, string? expected)
    {
        var module = SyncTest.Of(Entities, "namespace App; " + source).Verify().Source("Tributary.Module.g.cs");

        if (expected is null)
            Assert.DoesNotContain("AddOrchestrator", module, StringComparison.Ordinal);
        else
            Assert.Contains(expected, module, StringComparison.Ordinal);
    }
}
