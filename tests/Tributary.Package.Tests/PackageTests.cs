using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace Tributary.Package.Tests;

/// <summary>What a user's restore of the Tributary package brings.</summary>
public sealed class PackageTests(PackedPackage packed) : IClassFixture<PackedPackage>
{
    private static readonly string[] s_compilerParts = ["Tributary.Analyzers.dll", "Tributary.CodeFixes.dll", "Tributary.Generators.dll"];

    [Fact]
    public async Task The_package_brings_the_compiler_parts_in_one_slot_and_no_assembly_of_its_own()
    {
        using var package = packed.Open("Tributary");
        var files = package.Entries.Select(static e => e.FullName).ToList();

        Assert.Equal(s_compilerParts.Select(part => $"analyzers/dotnet/cs/{part}"), files.Where(f => f.StartsWith("analyzers/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(files, f => f.StartsWith("lib/", StringComparison.Ordinal) || f.StartsWith("ref/", StringComparison.Ordinal));

        var manifest = XDocument.Load(await package.GetEntry("Tributary.nuspec")!.OpenAsync());
        var dependencies = manifest.Descendants().Where(e => e.Name.LocalName == "dependency").Select(e => (string?)e.Attribute("id"));
        Assert.Equal(["Tributary.Choreography", "Tributary.Core", "Tributary.Durable", "Tributary.Sqlite", "Tributary.Sync"], dependencies.Order(StringComparer.Ordinal));
    }

    /// <summary>A compiler drops a generator that was built against a newer Roslyn than its own, with a warning only.</summary>
    [Fact]
    public async Task The_compiler_parts_are_built_for_the_oldest_compiler_that_is_supported()
    {
        using var package = packed.Open("Tributary");
        var built = new List<Version>();
        foreach (var part in s_compilerParts)
        {
            var copy = new MemoryStream();
            await using (var entry = await package.GetEntry($"analyzers/dotnet/cs/{part}")!.OpenAsync())
                await entry.CopyToAsync(copy);
            copy.Position = 0;
            using var image = new PEReader(copy);
            var metadata = image.GetMetadataReader();
            built.AddRange(metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.GetString(reference.Name).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
                .Select(reference => reference.Version));
        }

        Assert.NotEmpty(built);
        Assert.All(built, version => Assert.Equal(new Version(4, 14, 0, 0), version));
    }

    /// <summary>Code that is compiled ahead of time holds for one platform, so <c>lib</c>, which all take, must be without.</summary>
    [Theory]
    [InlineData("Tributary.Core")]
    [InlineData("Tributary.Sync")]
    [InlineData("Tributary.Durable")]
    [InlineData("Tributary.Choreography")]
    [InlineData("Tributary.Sqlite")]
    public async Task A_runtime_package_carries_the_portable_assembly_and_in_Release_a_precompiled_one(string id)
    {
        using var package = packed.Open(id);
        var forms = new Dictionary<string, bool>();
        foreach (var entry in package.Entries.Where(static e => e.Name.EndsWith(".dll", StringComparison.Ordinal)))
        {
            var copy = new MemoryStream();
            await using (var assembly = await entry.OpenAsync())
                await assembly.CopyToAsync(copy);
            copy.Position = 0;
            using var image = new PEReader(copy);
            forms[entry.FullName.Split('/')[0]] = image.PEHeaders.CorHeader!.ManagedNativeHeaderDirectory.Size > 0;
        }

        Assert.False(forms["lib"]);
        if (BuildFacts.Configuration == "Release")
            Assert.True(forms["runtimes"]);
        else
            Assert.Single(forms);
    }
}
