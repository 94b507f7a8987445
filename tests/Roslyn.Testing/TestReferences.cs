using Microsoft.CodeAnalysis;

namespace Tributary.Roslyn.Testing;

/// <summary>What test compilations reference: the running framework, and on wish the SDK with the hosting packages.</summary>
public static class TestReferences
{
    private static readonly Lazy<Dictionary<string, MetadataReference>> s_platform = new(ReadPlatform);

    /// <summary>The framework alone, as a project that does not know the SDK.</summary>
    public static IReadOnlyList<MetadataReference> Framework { get; } = Select(name => IsFramework(name));

    /// <summary>The framework, the hosting packages and those runtime projects of the SDK that the test project references.</summary>
    public static IReadOnlyList<MetadataReference> Sdk { get; } = Select(name => IsFramework(name) || IsHosting(name) || IsRuntime(name));

    private static bool IsFramework(string name)
        => name is "mscorlib" or "netstandard" or "Microsoft.CSharp"
            || (name.StartsWith("System.", StringComparison.Ordinal) && name is not "System.Reactive")
            || name == "System";

    private static bool IsHosting(string name) => name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal) || name == "System.Reactive";

    private static bool IsRuntime(string name) => name is "Tributary.Core" or "Tributary.Sync" or "Tributary.Durable" or "Tributary.Choreography" or "Tributary.Sqlite";

    private static MetadataReference[] Select(Func<string, bool> predicate)
        => [.. s_platform.Value.Where(pair => predicate(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value)];

    private static Dictionary<string, MetadataReference> ReadPlatform()
    {
        var paths = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        var references = new Dictionary<string, MetadataReference>(StringComparer.Ordinal);
        foreach (var path in paths.Split(Path.PathSeparator))
            references[Path.GetFileNameWithoutExtension(path)] = MetadataReference.CreateFromFile(path);
        return references;
    }
}
