using System.Reflection;

namespace Tributary.Architecture.Tests;

/// <summary>The arrows between the projects: pillars and providers stand on the kernel, and on nothing else of ours.</summary>
public sealed class DependencyTests
{
    /// <summary>What each project may reference. A project that is not named here fails the first test: decide where it stands.</summary>
    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Tributary.Core"] = [],
        ["Tributary.Sync"] = ["Tributary.Core"],
        ["Tributary.Durable"] = ["Tributary.Core"],
        ["Tributary.Choreography"] = ["Tributary.Core"],
        ["Tributary.Sqlite"] = ["Tributary.Core"],
        ["Tributary.Testing"] = ["Tributary.Core", "Tributary.Sync", "Tributary.Durable"],
        ["Tributary"] = ["Tributary.Core", "Tributary.Sync", "Tributary.Durable", "Tributary.Choreography", "Tributary.Sqlite", "Tributary.Generators", "Tributary.Analyzers", "Tributary.CodeFixes"],
        ["Tributary.Generators"] = [],
        ["Tributary.Analyzers"] = [],
        ["Tributary.CodeFixes"] = ["Tributary.Analyzers"],
        ["Tributary.Cli"] = ["Tributary.Core", "Tributary.Durable", "Tributary.Sqlite"],
    };

    [Fact]
    public void Every_project_has_its_place() =>
        Assert.Equal(s_allowed.Keys.Order(StringComparer.Ordinal), Repository.Projects.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Projects_reference_only_what_they_may()
    {
        foreach (var (project, references) in Repository.Projects)
            Assert.Empty(references.Projects.Except(s_allowed[project]).Select(r => $"{project} -> {r}"));
    }

    [Fact]
    public void Assemblies_reference_only_what_their_projects_may()
    {
        Assembly[] built = [typeof(Store.IFlowStore).Assembly, typeof(IFlowEntity).Assembly, typeof(Durable).Assembly, typeof(Scope).Assembly, typeof(Sqlite.SqliteFlowStore).Assembly, typeof(Testing.Simulation).Assembly];
        foreach (var assembly in built)
        {
            var name = assembly.GetName().Name!;
            var ours = assembly.GetReferencedAssemblies().Select(static r => r.Name!).Where(static r => r.StartsWith("Tributary", StringComparison.Ordinal));
            Assert.Empty(ours.Except(s_allowed[name]).Select(r => $"{name} -> {r}"));
        }
    }

    [Fact]
    public void Only_code_fixes_reference_workspaces()
    {
        var users = Repository.Projects
            .Where(static p => p.Value.Packages.Any(static r => r.Contains("Workspaces", StringComparison.Ordinal)))
            .Select(static p => p.Key);
        Assert.Equal(["Tributary.CodeFixes"], users);
    }

    [Fact]
    public void Roslyn_components_and_the_runtime_share_no_package()
    {
        foreach (var (project, references) in Repository.Projects)
        {
            var roslyn = project is "Tributary.Generators" or "Tributary.Analyzers" or "Tributary.CodeFixes";
            Assert.Empty(references.Packages.Where(p => p.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal) != roslyn).Select(p => $"{project} -> {p}"));
        }
    }
}
