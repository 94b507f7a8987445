using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.CodeFixes;
using Tributary.Roslyn;

namespace Tributary.Analyzers.Tests;

/// <summary>What every rule owes its reader, checked on all that there are.</summary>
public sealed partial class DescriptorTests
{
    private static readonly string s_repository = FindRepository();

    private static IEnumerable<FieldInfo> Fields => typeof(Descriptors).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Where(rule => rule.FieldType == typeof(DiagnosticDescriptor));

    private static List<DiagnosticDescriptor> All => [.. Fields.Select(rule => (DiagnosticDescriptor)rule.GetValue(null)!)];

    public static TheoryData<string> Ids => [.. All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Ids_are_unique_and_named_after_their_rule()
    {
        Assert.Equal(All.Count, All.Select(descriptor => descriptor.Id).Distinct().Count());
        Assert.All(Fields, field => Assert.StartsWith(((DiagnosticDescriptor)field.GetValue(null)!).Id + "_", field.Name, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_help_link_a_page_and_a_release(string id)
    {
        var descriptor = All.Single(d => d.Id == id);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);

        var page = Read($"docs/diagnostics/{id}.md");
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        foreach (var part in (string[])["## Cause", "## Wrong", "## Right", "## When to suppress"])
            Assert.Contains("\n" + part + "\n", page, StringComparison.Ordinal);
        Assert.Contains($"[{id}]({id}.md)", Read("docs/diagnostics/README.md"), StringComparison.Ordinal);
        Assert.Contains(
            $"\n{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ",
            Read("src/Analyzers/Tributary.Analyzers/AnalyzerReleases.Unshipped.md") + Read("src/Analyzers/Tributary.Analyzers/AnalyzerReleases.Shipped.md"),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_message_names_its_subject_and_ends_with_a_remedy(string id)
    {
        var message = All.Single(d => d.Id == id).MessageFormat.ToString(null);
        Assert.Contains("{0}", message, StringComparison.Ordinal);

        // Subject and cause are one sentence, the remedy is another, which may be an argument.
        Assert.Matches(TwoSentences(), message);
    }

    [Fact]
    public void Every_rule_is_reported_by_an_analyzer()
    {
        var supported = Create<DiagnosticAnalyzer>(typeof(Descriptors).Assembly).SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(d => d.Id).ToHashSet();
        Assert.All(All, descriptor => Assert.Contains(descriptor.Id, supported));
    }

    [Fact]
    public void Every_fix_mends_known_rules_and_can_fix_all()
    {
        var fixes = Create<CodeFixProvider>(typeof(MakePartialFix).Assembly).ToList();
        Assert.NotEmpty(fixes);
        Assert.All(fixes, fix =>
        {
            Assert.NotNull(fix.GetFixAllProvider());
            Assert.All(fix.FixableDiagnosticIds, id => Assert.Contains(All, descriptor => descriptor.Id == id));
            Assert.NotNull(fix.GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>());
        });
    }

    [Fact]
    public void Every_well_known_name_exists_in_the_runtime()
    {
        string[] names = ["Tributary.Core", "Tributary.Sync", "Tributary.Durable", "Tributary.Choreography", "Tributary.Sqlite", "Microsoft.Extensions.Hosting.Abstractions"];
        var assemblies = Array.ConvertAll(names, Assembly.Load);
        Assert.All(
            typeof(WellKnownNames).GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic).Where(field => field.IsLiteral),
            field => Assert.Contains(assemblies, assembly => assembly.GetType((string)field.GetRawConstantValue()!) is not null));
    }

    private static IEnumerable<T> Create<T>(Assembly assembly) => assembly.GetTypes()
        .Where(type => type is { IsAbstract: false, IsPublic: true } && typeof(T).IsAssignableFrom(type))
        .Select(type => (T)Activator.CreateInstance(type)!);

    private static string Read(string path) => File.ReadAllText(Path.Combine(s_repository, path)).ReplaceLineEndings("\n");

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Sdk.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex(@"[^.]+\. \S.*\.$")]
    private static partial Regex TwoSentences();
}
