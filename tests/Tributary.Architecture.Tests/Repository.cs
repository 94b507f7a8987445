using System.Xml.Linq;

namespace Tributary.Architecture.Tests;

/// <summary>The files of the repository.</summary>
internal static class Repository
{
    private static readonly string[] s_built = ["bin", "obj", ".git", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    /// <summary>All files below a folder, those that a build makes left out, as paths relative to the root with forward slashes.</summary>
    public static IEnumerable<string> Files(string folder, string pattern = "*")
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start) ? Walk(new DirectoryInfo(start), pattern).Select(static f => Path.GetRelativePath(Root, f.FullName).Replace('\\', '/')) : [];
    }

    public static string Read(string file) => File.ReadAllText(Path.Combine(Root, file));

    /// <summary>The projects in src, by name, with the names of the projects and packages that each references.</summary>
    public static IReadOnlyDictionary<string, (IReadOnlyList<string> Projects, IReadOnlyList<string> Packages)> Projects { get; } =
        Files("src", "*.csproj").ToDictionary(static f => Path.GetFileNameWithoutExtension(f), static f =>
        {
            var project = XDocument.Parse(Read(f));

            // The meta package keeps its compiler parts in an item of its own, which it then references and packs.
            var references = new[] { "ProjectReference", "CompilerPart" }.SelectMany(item => Includes(project, item))
                .Where(static i => !i.StartsWith("@(", StringComparison.Ordinal))
                .Select(static i => Path.GetFileNameWithoutExtension(i.Replace('\\', '/')));
            return ((IReadOnlyList<string>)[.. references], (IReadOnlyList<string>)[.. Includes(project, "PackageReference")]);
        });

    private static IEnumerable<string> Includes(XDocument project, string item) =>
        project.Descendants(item).Select(static e => e.Attribute("Include")!.Value);

    private static IEnumerable<FileInfo> Walk(DirectoryInfo folder, string pattern)
    {
        foreach (var file in folder.EnumerateFiles(pattern))
            yield return file;
        foreach (var child in folder.EnumerateDirectories().Where(static d => !s_built.Contains(d.Name) && d.LinkTarget is null))
        {
            foreach (var file in Walk(child, pattern))
                yield return file;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException($"There is no Sdk.sln above {AppContext.BaseDirectory}.");
    }
}
