namespace Tributary.Generators.Tests.Sync;

/// <summary>Code while it is being typed: nothing throws, and one mistake does not take the generated API away.</summary>
public class BrokenCodeTests
{
    private const string Healthy = """
        namespace App;
        [FlowEntity] public partial class Device : IFlowEntity { public string Id { get; set; } = ""; public string? Name { get; set; } }
        """;

    [Theory]
    [InlineData("[FlowEntity] public partial class Broken")]
    [InlineData("[FlowEntity] public partial class Broken {")]
    [InlineData("[FlowEntity] public partial class { public string Id")]
    [InlineData("[FlowEntity(Name = )] public partial class Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity(Name = 5)] public partial class Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { public Missing Id { get; set; } public Missing<Nothing> More { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken : MissingBase, IMissing { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken : Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { public string Id { get; set; } public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { public string Id { get; set; } [ParentKey] public string A { get; set; } [ParentKey(typeof(Missing))] public string B { get; set; } [ParentKey(null)] public string C { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { public string Id { get; set; } [AggregationKey(5)] public string A { get; set; } [AggregationKey] public Missing B { get; set; } [AggregationKey] public object C { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { public string Id { get; set; } [FlowField(Except = 5)] public string A { get; set; } [FlowField(Only = [null, x])] public string B { get; set; } }")]
    [InlineData("[FlowEntity] [FlowEntity] public partial class Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { public string Id { get; set; } } [FlowEntity] public partial class Broken { }")]
    [InlineData("[FlowEntity] public class Broken { public string Id { get; set; } } [FlowEntity] public record Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity, FlowAdapter(\"a\", \"b\"), FlowOrchestrator] public partial class Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken<T> { public string Id { get; set; } public T Value { get; set; } }")]
    [InlineData("[FlowEntity] public static partial class Broken { public static string Id { get; set; } }")]
    [InlineData("[FlowEntity] public abstract partial class Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { private Broken() { } public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial struct Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] file partial class Broken { public string Id { get; set; } }")]
    [InlineData("[FlowEntity] public partial class Broken { public int Id { get; set; } }")]
    [InlineData("file class Outer { [FlowEntity] public partial class Broken { public string Id { get; set; } } }")]
    [InlineData("[FlowAdapter(\"a\", \"b\")] file partial class Broken : BackgroundService { } [FlowOrchestrator] file partial class Too : FlowOrchestratorBase { [OnUpdate] UpdateResult M(ref Device p, Device? c, UpdateMetadata m) => Continue(); }")]
    [InlineData("[FlowEntity] public partial class Broken { public string Id { get; } = \"\"; }")]
    [InlineData("[FlowAdapter] public partial class Broken : BackgroundService { }")]
    [InlineData("[FlowAdapter(\"a\")] public partial class Broken : BackgroundService { }")]
    [InlineData("[FlowAdapter(null, 5)] public partial class Broken : BackgroundService { }")]
    [InlineData("[FlowAdapter(\"a\", \"b\")] public partial class Broken : BackgroundService { void M() { Flow.Updates.On<; Flow.Updates.On<Missing>(x => x); Flow.Updates.On<>(); Flow.Updates.OnNew( ; } }")]
    [InlineData("[FlowAdapter(\"a\", \"b\")] public partial class Broken : BackgroundService, IFlowNormalizer<Missing>, IFlowNormalizer<> { }")]
    [InlineData("[FlowOrchestrator(PushUpdates = )] public partial class Broken : FlowOrchestratorBase { [OnUpdate] UpdateResult M(ref Missing p, Missing? c, UpdateMetadata m) }")]
    [InlineData("[FlowOrchestrator(PushUpdates = \"yes\")] public partial class Broken : FlowOrchestratorBase { [OnUpdate] public")]
    public void A_broken_type_leaves_the_others_alone(string broken)
    {
        // The brace that is missing in half-typed code swallows what follows, so the healthy type lies in a file of its own.
        var result = SyncTest.Host(Healthy, "namespace App;\n" + broken).Run();

        Assert.Contains("AddEntity(builder, new global::App.TributaryGenerated.DeviceModel())", result.Source("Tributary.Module.g.cs"), StringComparison.Ordinal);
        Assert.Contains("AddTributary", result.Source("Tributary.Host.g.cs"), StringComparison.Ordinal);
        Assert.Contains("class Fields", result.Source("App.Device.Sync.g.cs"), StringComparison.Ordinal);
        var generated = result.RunResult.GeneratedTrees.ToHashSet();
        Assert.DoesNotContain(result.Output.GetDiagnostics(), d => d.Id is "CS8785" || (d.Location.SourceTree is { } tree && generated.Contains(tree) && tree.FilePath.Contains("App.Device", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[FlowEntity] public partial class Broken { public int Number { get; set; } }", "(new Broken() is IFlowEntity)")]
    [InlineData("[FlowEntity] public abstract partial class Broken { public string Id { get; set; } = \"\"; }", "Broken.Fields.Id")]
    [InlineData("[FlowEntity] public partial class Broken { private Broken() { } public string Id { get; set; } = \"\"; }", "Broken.Fields.Id")]
    [InlineData("[FlowEntity] public partial class Broken { public string Id { get; set; } = \"\"; public string? Fixed { get; init; } }", "Broken.Fields.Fixed")]
    [InlineData("[FlowEntity] public partial class Broken : List<string> { public string Id { get; set; } = \"\"; }", "Broken.Fields.Id")]
    [InlineData("[FlowAdapter(\"a\", \"b\")] public partial class Broken { public object System => Flow.System; }", "new Broken().System")]
    public void A_mistake_that_the_analyzer_reports_costs_no_compiler_error(string mistake, string use)
        => SyncTest.Of(Healthy, "namespace App;\n" + mistake + "\npublic static class User { public static object Use() => " + use + "; }").Verify();
}
