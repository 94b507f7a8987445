using System.Text.RegularExpressions;

namespace Tributary.Architecture.Tests;

/// <summary>Rules that the compiler does not check.</summary>
public sealed partial class SourceTests
{
    private const int MostLines = 400;

    [Fact]
    public void No_source_file_is_longer_than_one_job()
    {
        var files = Repository.Files("src", "*.cs").ToList();
        Assert.True(files.Count > 100, $"only {files.Count} source files were found");
        Assert.Empty(files.Select(static f => (f, Lines: Repository.Read(f).AsSpan().Count('\n'))).Where(static f => f.Lines > MostLines).Select(static f => $"{f.f} has {f.Lines} lines"));
    }

    [Fact]
    public void No_file_names_a_folder_of_somebodys_machine()
    {
        var found = new[] { "src", "tests", "samples", "benchmarks", "eng", "docs", ".ci" }.SelectMany(static folder => Repository.Files(folder))
            .Concat(Directory.EnumerateFiles(Repository.Root).Select(static f => Path.GetFileName(f)))
            .Where(static f => !f.EndsWith("/SourceTests.cs", StringComparison.Ordinal))
            .SelectMany(static f => MachinePath().Matches(Repository.Read(f)).Select(m => $"{f}: {m.Value}"));
        Assert.Empty(found);
    }

    [Fact]
    public void No_test_sleeps()
    {
        // In the tests of analyzers and of documentation such calls are text that is judged, not code that runs.
        string[] text = ["tests/Tributary.Analyzers.Tests/", "tests/Tributary.Generators.Tests/", "tests/Tributary.Docs.Tests/", "tests/Tributary.Architecture.Tests/"];
        var found = Repository.Files("tests", "*.cs").Where(f => !text.Any(t => f.StartsWith(t, StringComparison.Ordinal)))
            .SelectMany(static f => Sleep().Matches(Repository.Read(f)).Select(m => $"{f}: {m.Value}"));
        Assert.Empty(found);
    }

    [GeneratedRegex(@"(?<![\w.~])(/(home|Users|root|work)/\w+|[A-Za-z]:\\Users\\)")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"Thread\.Sleep\(|Task\.Delay\((\d|TimeSpan\.[A-Za-z]+\([^,()]*\)\))")]
    private static partial Regex Sleep();
}
