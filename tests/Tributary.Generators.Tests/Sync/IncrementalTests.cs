using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Sync;

/// <summary>What runs again after an edit, and what is kept between runs.</summary>
public class IncrementalTests
{
    private static readonly string[] s_tracked =
        ["Sync.Entities", "Sync.Adapters", "Sync.Orchestrators", "Registration.Lines", "Registration.Host"];

    [Fact]
    public void An_edit_in_an_unrelated_file_writes_no_file_again()
    {
        var edited = Project().Verify().ReplaceSource("/0/Other.cs", "return 1;", "return 2; /* and more */");

        edited.AssertAllCached();
        foreach (var step in s_tracked)
            edited.AssertReasons(step, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void A_new_unrelated_file_writes_no_file_again()
        => Project().Verify().AddSource("/0/More.cs", "namespace App; public class More { public int Count { get; set; } }").AssertAllCached();

    [Fact]
    public void An_edit_above_an_annotated_type_writes_no_file_again()
    {
        var edited = Project().Verify().ReplaceSource("/0/Model.cs", "namespace App;", "// A comment that moves everything down.\n\nnamespace App;");

        edited.AssertAllCached();
        foreach (var step in s_tracked)
            edited.AssertReasons(step, IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void An_edit_inside_a_handler_writes_no_file_again()
        => Project().Verify().ReplaceSource("/0/Model.cs", "device => Task.CompletedTask", "device => { var x = device.Id; return Task.FromResult(x); }").AssertAllCached();

    [Fact]
    public void A_new_field_writes_only_the_files_of_its_entity_again()
    {
        var first = Project().Verify();
        var edited = first.ReplaceSource("/0/Model.cs", "public string? Name { get; set; }", "public string? Name { get; set; } public int Level { get; set; }");
        edited.AssertCompiles();

        edited.AssertReasons("Registration.Lines", IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
        var changed = first.Generated.Where(file => edited.Source(file.Key) != file.Value).Select(file => file.Key);
        Assert.All(changed, name => Assert.StartsWith("App.Device.", name, StringComparison.Ordinal));
    }

    [Fact]
    public void Reordered_files_give_the_same_bytes()
    {
        var first = Project().Verify();

        var reordered = first.Reordered();

        reordered.AssertSameOutputAs(first);
        reordered.AssertCompiles();
    }

    [Fact]
    public void A_removed_type_takes_its_files_and_its_registration_away()
    {
        var edited = Project().Verify().ReplaceSource("/0/Model.cs", "[FlowOrchestrator(PushUpdates = true)]", "");

        edited.AssertCompiles();
        Assert.DoesNotContain("App.Main.Sync.g.cs", edited.Generated.Keys);
        Assert.DoesNotContain("AddOrchestrator", edited.Source("Tributary.Module.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_keep_no_earlier_compilation_alive()
    {
        var (result, earlier) = RunAndEdit();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.DoesNotContain(earlier, compilation => compilation.TryGetTarget(out _));
        GC.KeepAlive(result);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (GeneratorTestResult Last, WeakReference<Compilation>[] Earlier) RunAndEdit()
    {
        var result = Project().Run();
        var earlier = new List<WeakReference<Compilation>>();
        for (var i = 0; i < 3; i++)
        {
            earlier.Add(new(result.Input));
            result = result.ReplaceSource("/0/Other.cs", $"namespace App; public static class Other {{ public static int Value => {i}; }}");
        }

        return (result, [.. earlier]);
    }

    private static GeneratorTest Project()
    {
        var test = SyncTest.Host();
        test.Sources.Add(("/0/Model.cs", """
            namespace App;
            [FlowEntity] public partial class Site { public string Id { get; set; } = ""; [AggregationKey] public string? Code { get; set; } }
            [FlowEntity]
            public partial class Device
            {
                public string Id { get; set; } = "";
                [ParentKey(typeof(Site))] public string? SiteId { get; set; }
                [AggregationKey] public string? Serial { get; set; }
                [FlowField(Except = ["oem"])] public string? Unit { get; set; }
                public string? Name { get; set; }
            }
            [FlowAdapter("bms", "main")]
            public sealed partial class BmsAdapter : BackgroundService, IFlowNormalizer<Device>
            {
                protected override Task ExecuteAsync(CancellationToken ct)
                {
                    Flow.Updates.On<Device>(device => Task.CompletedTask);
                    return Task.CompletedTask;
                }
                public static void Normalize(Device device) { }
            }
            [FlowOrchestrator(PushUpdates = true)]
            public sealed partial class Main : FlowOrchestratorBase
            {
                [OnUpdate] UpdateResult Decide(ref Device proposed, Device? current, UpdateMetadata metadata) => Continue();
            }
            """));
        test.Sources.Add(("/0/Other.cs", "namespace App; public static class Other { public static int Value() { return 1; } }"));
        return test;
    }
}
