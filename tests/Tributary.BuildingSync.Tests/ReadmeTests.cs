using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Tributary.BuildingSync.Tests;

/// <summary>The code in the README is the code that is compiled. Set TRIBUTARY_UPDATE_README=1 to write it there.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public void Every_marked_snippet_of_the_readme_is_the_region_of_its_source_file()
    {
        var root = Root();
        var path = Path.Combine(root, "README.md");
        var readme = File.ReadAllText(path);
        Assert.Equal(6, Marked().Count(readme));
        var expected = Marked().Replace(readme, m =>
            $"<!-- snippet {m.Groups["file"].Value} {m.Groups["name"].Value} -->\n```csharp\n{Region(Path.Combine(root, m.Groups["file"].Value), m.Groups["name"].Value)}```");
        if (Environment.GetEnvironmentVariable("TRIBUTARY_UPDATE_README") == "1")
            File.WriteAllText(path, expected);
        else
            Assert.Equal(expected, readme);
    }

    [Fact]
    public void Every_csharp_block_of_the_readme_is_marked()
    {
        var readme = File.ReadAllText(Path.Combine(Root(), "README.md"));
        Assert.Equal(Marked().Count(readme), Block().Count(readme));
    }

    private static string Region(string file, string name)
    {
        var lines = File.ReadLines(file).SkipWhile(l => l.Trim() != $"// <snippet {name}>" && l.Trim() != $"// <{name}>").Skip(1)
            .TakeWhile(l => l.Trim() != "// </snippet>" && l.Trim() != $"// </{name}>").ToList();
        Assert.NotEmpty(lines);
        var indent = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart().Length);
        return string.Concat(lines.Select(l => (l.Length > 0 ? l[indent..] : l) + "\n"));
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    [GeneratedRegex(@"<!-- snippet (?<file>\S+) (?<name>\S+) -->\n```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Marked();

    [GeneratedRegex("^```csharp$", RegexOptions.Multiline)]
    private static partial Regex Block();
}
