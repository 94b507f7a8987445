using Microsoft.CodeAnalysis;
using Tributary.Generators.Tests.Sync;
using Tributary.Roslyn.Testing;

namespace Tributary.Generators.Tests.Choreography;

/// <summary>What runs again after an edit.</summary>
public class ChoreographyIncrementalTests
{
    private const string Other = """
        namespace App;
        public static partial class Other
        {
            [Choreography]
            public static async Task Run(Scope c, On<IBuyer1> from, On<ISeller> to)
            {
                var title = await c.Send(from.Do(static b => b.PickTitle()), to);
                to.Do(title, static (s, t) => s.PriceOf(t));
            }
        }
        """;

    [Theory]
    [InlineData("/0/Unrelated.cs", "return 1;", "return 2;")]
    [InlineData("/0/Unrelated.cs", "namespace App;", "namespace App;\n\n// A comment.\n")]
    public void An_edit_elsewhere_writes_no_file_again(string file, string before, string after)
    {
        var edited = Project().Verify().ReplaceSource(file, before, after);

        edited.AssertAllCached();
        edited.AssertReasons("Choreography.Protocols", IncrementalStepRunReason.Cached, IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void An_edit_above_a_choreography_moves_its_lines_and_nothing_else()
    {
        var first = Project().Verify();
        var edited = first.ReplaceSource("/0/TwoBuyer.cs", "namespace App;", "// One more line.\nnamespace App;");
        edited.AssertCompiles();

        Assert.Equal(["App.TwoBuyer.Run.Actions.g.cs", "App.TwoBuyer.Run.Choreography.g.cs"], ChangedFiles(first, edited));
        Assert.Equal(WithoutDirectives(first), WithoutDirectives(edited));
    }

    [Fact]
    public void An_edit_in_a_body_changes_this_choreography_alone()
    {
        var first = Project().Verify();
        var edited = first.ReplaceSource("/0/TwoBuyer.cs", "p - h <= b.Budget", "p - h < b.Budget");
        edited.AssertCompiles();

        Assert.Subset(new HashSet<string> { "App.TwoBuyer.Run.Actions.g.cs", "App.TwoBuyer.Run.Choreography.g.cs" }, ChangedFiles(first, edited).ToHashSet());
    }

    [Fact]
    public void Reordered_files_give_the_same_bytes()
    {
        var first = Project().Verify();

        first.Reordered().AssertSameOutputAs(first);
    }

    private static string[] ChangedFiles(GeneratorTestResult first, GeneratorTestResult edited)
        => [.. first.Generated.Where(file => edited.Source(file.Key) != file.Value).Select(static file => file.Key).Order(StringComparer.Ordinal)];

    private static string[] WithoutDirectives(GeneratorTestResult result)
        => [.. result.Generated.OrderBy(static file => file.Key, StringComparer.Ordinal).SelectMany(static file => file.Value.Split('\n')).Where(static line => !line.StartsWith("#line", StringComparison.Ordinal))];

    private static GeneratorTest Project()
    {
        var test = SyncTest.Of();
        test.Sources.Add(("/0/TwoBuyer.cs", TwoBuyerSource.Text));
        test.Sources.Add(("/0/Other.cs", Other));
        test.Sources.Add(("/0/Unrelated.cs", "namespace App; public static class Unrelated { public static int Value() { return 1; } }"));
        return test;
    }
}
