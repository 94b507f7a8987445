namespace Tributary.Package.Tests;

/// <summary>A program that knows Tributary from its package only.</summary>
public sealed class SampleTests(PackedPackage packed) : IClassFixture<PackedPackage>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-sample-").FullName;

    [Fact]
    public async Task A_program_and_a_library_that_use_the_package_build_and_run()
    {
        var app = Directory.CreateDirectory(Path.Combine(_folder, "App")).FullName;
        foreach (var source in Directory.GetFiles(Path.Combine(BuildFacts.RepositoryRoot, "samples", "TrimSmoke"), "*.cs"))
            File.Copy(source, Path.Combine(app, Path.GetFileName(source)));
        await File.WriteAllTextAsync(Path.Combine(app, "App.csproj"), Project("""
            <OutputType>Exe</OutputType>
            """, """<ProjectReference Include="../Plugin/Plugin.csproj" />"""));

        // TributaryHost reaches the generator only when the package makes it visible to the compiler; without it there is no AddTributary().
        var plugin = Directory.CreateDirectory(Path.Combine(_folder, "Plugin")).FullName;
        await File.WriteAllTextAsync(Path.Combine(plugin, "Plugin.csproj"), Project("<TributaryHost>true</TributaryHost>", ""));
        await File.WriteAllTextAsync(Path.Combine(plugin, "Plugin.cs"), """
            using Microsoft.Extensions.DependencyInjection;
            using Tributary;

            namespace Plugin;

            [FlowEntity(WithoutKeys = true)]
            public sealed partial class Note : IFlowEntity
            {
                public string Id { get; set; } = "";
            }

            public static class PluginHost
            {
                public static void Register(IServiceCollection services) => services.AddTributary();
            }
            """);

        await Dotnet.RunAsync(app, "build", "-c", "Release", "-v", "q", "-nologo");
        var output = await Dotnet.RunAsync(app, Path.Combine("bin", "Release", "net10.0", "App.dll"));
        Assert.Contains("The update went through.", output, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>
    /// A project with a folder of its own for what it restores, so that nothing is left behind. What this repository has restored
    /// already is taken from there. A compiler part that the compiler drops or that fails is a fault.
    /// </summary>
    private string Project(string properties, string references) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <NuGetAudit>false</NuGetAudit>
            <RestoreAdditionalProjectSources>{packed.Folder}</RestoreAdditionalProjectSources>
            <RestorePackagesPath>{Path.Combine(_folder, "packages")}</RestorePackagesPath>
            <RestoreFallbackFolders>{BuildFacts.PackageRoot}</RestoreFallbackFolders>
            <WarningsAsErrors>CS8032;CS8784;CS8785;CS9057</WarningsAsErrors>
            {properties}
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Tributary" Version="{PackedPackage.Version}" />
            <PackageReference Include="Microsoft.Extensions.Hosting" Version="{BuildFacts.ExtensionsVersion}" />
            {references}
          </ItemGroup>
        </Project>
        """;
}
