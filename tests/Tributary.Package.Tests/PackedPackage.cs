using System.IO.Compression;

namespace Tributary.Package.Tests;

/// <summary>The packages, packed once from what the build of this project left, in a folder that a restore takes as a source.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>A version that no other source has.</summary>
    public const string Version = "0.1.0-packed";

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("tributary-package-").FullName;

    /// <summary>Opens a package.</summary>
    public ZipArchive Open(string id) => ZipFile.OpenRead(Path.Combine(Folder, $"{id}.{Version}.nupkg"));

    public async Task InitializeAsync()
    {
        var project = Path.Combine(Folder, "pack.proj");
        await File.WriteAllTextAsync(project, $"""
            <Project>
              <Target Name="Pack">
                <MSBuild Projects="{BuildFacts.PackedProjects}" Targets="Pack"
                         Properties="NoBuild=true;Configuration={BuildFacts.Configuration};PackageVersion={Version};PackageOutputPath={Folder}" />
              </Target>
            </Project>
            """);
        await Dotnet.RunAsync(BuildFacts.RepositoryRoot, "msbuild", project, "-t:Pack", "-v:q", "-nologo");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
