using System.Runtime.CompilerServices;

namespace Tributary.Docs.Tests;

/// <summary>The pages and the snippet sources, as they lie in the repository.</summary>
internal static class Markdown
{
    public static string Root { get; } = FindRoot();

    /// <summary>Every page that the checks cover, relative to the root, with forward slashes.</summary>
    public static IReadOnlyList<string> Pages { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Root, "README.md"))
            .Where(File.Exists)
            .Select(static file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal),
    ];

    public static string[] Read(string page) => File.ReadAllLines(Path.Combine(Root, page));

    /// <summary>The lines of the fenced block that follows a marker, or null when none does.</summary>
    public static string[]? Fence(string[] lines, int marker)
    {
        if (marker + 1 >= lines.Length || !lines[marker + 1].StartsWith("```", StringComparison.Ordinal))
            return null;
        var end = Array.IndexOf(lines, "```", marker + 2);
        return end < 0 ? null : lines[(marker + 2)..end];
    }

    private static string FindRoot([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
