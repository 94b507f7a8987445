using System.Text.RegularExpressions;

namespace Tributary.Docs.Tests;

/// <summary>Every page leads somewhere, and everything leads to every page.</summary>
public sealed partial class LinkTests
{
    public static TheoryData<string> Pages { get; } = [.. Markdown.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Relative_links_resolve(string page)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Markdown.Root, page))!;
        foreach (var target in Targets(page))
        {
            var parts = target.Split('#', 2);
            var file = parts[0].Length == 0 ? Path.Combine(Markdown.Root, page) : Path.GetFullPath(Path.Combine(folder, parts[0]));
            Assert.True(File.Exists(file) || Directory.Exists(file), $"{page}: '{target}' leads nowhere.");
            if (parts.Length == 2 && file.EndsWith(".md", StringComparison.Ordinal))
                Assert.Contains(parts[1], Anchors(file));
        }
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_diagnostic_that_is_mentioned_has_a_page(string page)
    {
        foreach (var id in Markdown.Read(page).SelectMany(static line => Diagnostic().Matches(line)).Select(static m => m.Value).Distinct())
            Assert.True(File.Exists(Path.Combine(Markdown.Root, "docs", "diagnostics", id + ".md")), $"{page}: {id} has no page.");
    }

    [Fact]
    public void The_index_leads_to_every_page()
    {
        var linked = Targets("docs/README.md").Select(static t => "docs/" + t.Split('#')[0]).ToHashSet(StringComparer.Ordinal);
        var missing = Markdown.Pages.Where(p => p.StartsWith("docs/", StringComparison.Ordinal)
            && p != "docs/README.md"
            && !p.StartsWith("docs/diagnostics/", StringComparison.Ordinal)
            && !linked.Contains(p));
        Assert.Empty(missing);
    }

    private static IEnumerable<string> Targets(string page)
    {
        var fenced = false;
        foreach (var line in Markdown.Read(page))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                fenced = !fenced;
            if (fenced)
                continue;
            foreach (Match link in Link().Matches(line))
            {
                var target = link.Groups["target"].Value;
                if (!target.Contains("://", StringComparison.Ordinal) && !target.StartsWith("mailto:", StringComparison.Ordinal))
                    yield return target;
            }
        }
    }

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    private static IEnumerable<string> Anchors(string file) => File.ReadLines(file)
        .Where(static line => line.StartsWith('#'))
        .Select(static line => NotInAnchor().Replace(line.TrimStart('#').Trim().ToLowerInvariant(), "").Replace(' ', '-'));

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"TRIB\d{4}")]
    private static partial Regex Diagnostic();

    [GeneratedRegex(@"[^\p{L}\p{N}\- _]")]
    private static partial Regex NotInAnchor();
}
