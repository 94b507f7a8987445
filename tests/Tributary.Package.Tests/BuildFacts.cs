using System.Reflection;

namespace Tributary.Package.Tests;

/// <summary>What the build of this project knows.</summary>
internal static class BuildFacts
{
    /// <summary>The projects that become packages, separated by semicolons.</summary>
    public static string PackedProjects { get; } = Read(nameof(PackedProjects));

    public static string RepositoryRoot { get; } = Read(nameof(RepositoryRoot));

    public static string Configuration { get; } = Read(nameof(Configuration));

    /// <summary>Where the packages that this repository uses are unpacked.</summary>
    public static string PackageRoot { get; } = Read(nameof(PackageRoot));

    public static string ExtensionsVersion { get; } = Read(nameof(ExtensionsVersion));

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}
