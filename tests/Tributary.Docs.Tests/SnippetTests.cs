using System.Text.RegularExpressions;

namespace Tributary.Docs.Tests;

/// <summary>What a page shows as code is what the compiler has seen.</summary>
public sealed partial class SnippetTests
{
    private static readonly Dictionary<string, string> s_regions = ReadRegions();

    public static TheoryData<string, string> Blocks { get; } = FindBlocks();

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_equals_its_region(string page, string name)
    {
        var lines = Markdown.Read(page);
        var block = Markdown.Fence(lines, Array.FindIndex(lines, line => NameOf(line) == name));
        Assert.True(block is not null, $"{page}: no fenced block follows the marker of '{name}'.");
        Assert.True(s_regions.TryGetValue(name, out var region), $"{page}: no region is called '{name}'.");
        Assert.Equal(region, string.Join('\n', block));
    }

    [Fact]
    public void Every_region_is_shown() =>
        Assert.Equal(s_regions.Keys.Order(StringComparer.Ordinal), Blocks.Select(static row => (string)row[1]).Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_block_of_code_is_compiled()
    {
        var bare = from page in Markdown.Pages
                   where page.StartsWith("docs/", StringComparison.Ordinal) && !page.StartsWith("docs/diagnostics/", StringComparison.Ordinal)
                   let lines = Markdown.Read(page)
                   from i in Enumerable.Range(0, lines.Length)
                   where lines[i] == "```csharp" && (i == 0 || NameOf(lines[i - 1]) is null)
                   select $"{page}:{i + 1}";
        Assert.Empty(bare);
    }

    private static TheoryData<string, string> FindBlocks()
    {
        var blocks = new TheoryData<string, string>();
        foreach (var page in Markdown.Pages.Where(static p => p.StartsWith("docs/", StringComparison.Ordinal)))
        {
            foreach (var line in Markdown.Read(page))
            {
                if (NameOf(line) is { } name)
                    blocks.Add(page, name);
            }
        }

        return blocks;
    }

    private static Dictionary<string, string> ReadRegions()
    {
        var regions = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] folders = [Path.Combine("tests", "Tributary.Docs.Tests", "Snippets"), Path.Combine("samples", "DurablePatterns", "Patterns"), Path.Combine("samples", "Choreographies", "Protocols")];
        foreach (var file in folders.SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Markdown.Root, folder), "*.cs")))
        {
            var lines = File.ReadAllLines(file);
            for (var i = 0; i < lines.Length; i++)
            {
                if (Opening().Match(lines[i]) is not { Success: true } opening)
                    continue;
                var name = opening.Groups["name"].Value;
                var indent = opening.Groups["indent"].Length;
                var end = Array.FindIndex(lines, i, line => line.Trim() == $"// </{name}>");
                Assert.True(end > 0, $"{file}: the region '{name}' has no end.");
                regions.Add(name, string.Join('\n', lines[(i + 1)..end].Select(line => line.Length == 0 ? line : line[indent..])));
            }
        }

        return regions;
    }

    private static string? NameOf(string line) => Marker().Match(line) is { Success: true } match ? match.Groups["name"].Value : null;

    [GeneratedRegex(@"^<!-- snippet: (?<name>[a-z0-9-]+) -->$")]
    private static partial Regex Marker();

    [GeneratedRegex(@"^(?<indent> *)// <(?<name>[a-z0-9-]+)>$")]
    private static partial Regex Opening();
}
