using Tributary.Generators.Tests.Sync;

namespace Tributary.Generators.Tests.Registration;

/// <summary>One module per assembly and one AddTributary() per host.</summary>
public class RegistrationTests
{
    private const string HostFile = "Tributary.Host.g.cs";
    private const string ModuleFile = "Tributary.Module.g.cs";

    [Fact]
    public void A_host_without_annotated_types_has_AddTributary()
    {
        var result = SyncTest.Host("""
            using Microsoft.Extensions.DependencyInjection;
            class Use { Tributary.Hosting.TributaryBuilder Add(IServiceCollection services) => services.AddTributary(); }
            """).Verify();

        Assert.DoesNotContain(ModuleFile, result.Generated.Keys);
        Assert.Contains(HostFile, result.Generated.Keys);
    }

    [Fact]
    public void A_library_has_a_module_and_no_AddTributary()
    {
        var result = SyncTest.Of("namespace App; [FlowEntity] public partial class Device { public string Id { get; set; } = \"\"; }").Verify();

        Assert.Contains(ModuleFile, result.Generated.Keys);
        Assert.DoesNotContain(HostFile, result.Generated.Keys);
    }

    [Fact]
    public void A_project_that_does_not_know_the_SDK_gets_nothing()
    {
        var test = new Roslyn.Testing.GeneratorTest(new TributaryGenerator())
        {
            ReferencesSdk = false,
            OutputKind = Microsoft.CodeAnalysis.OutputKind.ConsoleApplication,
        };
        test.Sources.Add("class EntryPoint { static void Main() { } }");

        Assert.Empty(test.Verify().Generated);
    }

    [Fact]
    public void A_module_registers_kinds_in_order_and_each_kind_sorted()
    {
        var module = SyncTest.Of("""
            namespace App;
            [FlowOrchestrator] public class Main : FlowOrchestratorBase;
            [FlowEntity] public partial class Zone { public string Id { get; set; } = ""; }
            [FlowEntity] public partial class Area { public string Id { get; set; } = ""; }
            [FlowAdapter("a", "b")] public class Adapter : BackgroundService { protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask; }
            """).Verify().Source(ModuleFile);

        Assert.Matches("(?s)AreaModel.*ZoneModel.*AddAdapter<global::App.Adapter>.*AddOrchestrator<global::App.Main>", module);
        Assert.Contains("[assembly: global::Tributary.Hosting.TributaryModule(typeof(global::TributaryGenerated.Module_TestProject))]", module, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_adds_the_modules_of_referenced_assemblies_in_ordinal_order_and_its_own_last()
    {
        var host = SyncTest.Host("namespace App; [FlowEntity] public partial class Own { public string Id { get; set; } = \"\"; }");
        foreach (var name in new[] { "My.Zoo", "My-App", "My.App" })
            host.References.Add(Library(name).Verify().ToReference());
        var result = host.Verify();

        Assert.Equal(
            ["Module_My_2dApp", "Module_My_2eApp", "Module_My_2eZoo", "Module_TestProject"],
            result.Source(HostFile).Split('\n').Where(line => line.Contains("builder.AddModule(new ", StringComparison.Ordinal))
                .Select(line => line.Split('.', '(').First(part => part.StartsWith("Module_", StringComparison.Ordinal))));
    }

    [Fact]
    public void A_referenced_library_without_annotated_types_adds_nothing()
    {
        var library = new Roslyn.Testing.GeneratorTest(new TributaryGenerator()) { AssemblyName = "Plain" };
        library.Sources.Add("public class Plain : Tributary.FlowOrchestratorBase;");
        var host = SyncTest.Host();
        host.References.Add(library.Verify().ToReference());

        Assert.DoesNotContain("AddModule", host.Verify().Source(HostFile), StringComparison.Ordinal);
    }

    private static Roslyn.Testing.GeneratorTest Library(string name)
    {
        var test = SyncTest.Named(name);
        test.Sources.Add("namespace Lib_" + name.Replace('-', '_').Replace('.', '_') + "; [FlowEntity] public partial class Thing { public string Id { get; set; } = \"\"; }");
        return test;
    }
}
