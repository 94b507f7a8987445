using System.Diagnostics;
using System.Reflection;

namespace Tributary.Package.Tests;

/// <summary>The package, packed once from what the build of this project left.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tributary-package-").FullName;

    /// <summary>The file.</summary>
    public string File { get; private set; } = "";

    public async Task InitializeAsync()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])["pack", Metadata("PackageProject"), "--no-build", "-c", Metadata("Configuration"), "-o", _folder, "-nodeReuse:false"])
            start.ArgumentList.Add(argument);
        using var pack = Process.Start(start)!;
        var output = await pack.StandardOutput.ReadToEndAsync();
        await pack.WaitForExitAsync();
        Assert.True(pack.ExitCode == 0, output);
        File = Assert.Single(Directory.GetFiles(_folder, "*.nupkg"));
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    private static string Metadata(string key) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
