using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Tributary.Roslyn.Testing;

/// <summary>
/// Runs a code fix over a source: one diagnostic after another, and all at once in document, project and solution. Each way must give
/// the fixed source, which must compile and have no diagnostic but those that it marks.
/// </summary>
public sealed class CodeFixTest<TAnalyzer, TFix>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private static readonly FixAllScope[] s_scopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    /// <summary>The files, with markup.</summary>
    public TestSources Sources { get; } = [];

    /// <summary>The files after the fix, with the markup of what remains; empty if there is no fix.</summary>
    public TestSources FixedSources { get; } = [];

    /// <summary>Which diagnostics of the compiler count before the fix; after it, errors always do.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; init; } = CompilerDiagnostics.Errors;

    /// <summary>Verifies one source.</summary>
    public static Task VerifyAsync(string source, string fixedSource)
    {
        var test = new CodeFixTest<TAnalyzer, TFix>();
        test.Sources.Add(source);
        test.FixedSources.Add(fixedSource);
        return test.RunAsync();
    }

    /// <summary>Verifies that a marked diagnostic is offered no fix.</summary>
    public static Task VerifyNoFixAsync(string source)
    {
        var test = new CodeFixTest<TAnalyzer, TFix>();
        test.Sources.Add(source);
        return test.RunAsync();
    }

    /// <summary>Runs the test.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var expected = FixedSources.Count == 0 ? Sources : FixedSources;
        using var workspace = new AdhocWorkspace();
        var project = Open(workspace, Parse(Sources));
        await CheckAsync(project, Parse(Sources), CompilerDiagnostics, "before the fix", cancellationToken);

        var single = await FixOneByOneAsync(project, cancellationToken);
        await EqualAsync(single, Parse(expected), "after fixing one by one", cancellationToken);
        if (FixedSources.Count == 0)
            return;
        await CheckAsync(single, Parse(expected), CompilerDiagnostics.Errors, "after the fix", cancellationToken);
        foreach (var scope in s_scopes)
            await EqualAsync(await FixAllAsync(project, scope, cancellationToken), Parse(expected), $"after fixing all in the {scope}", cancellationToken);
    }

    private static async Task<Project> FixOneByOneAsync(Project project, CancellationToken cancellationToken)
    {
        for (var round = 0; round < 50; round++)
        {
            if (await FirstFixAsync(project, cancellationToken) is not { } found)
                return project;
            project = await ApplyAsync(project, found.Action, cancellationToken);
        }

        throw new RoslynTestException($"After 50 rounds {typeof(TFix).Name} still offers fixes; it does not mend what it is offered for.");
    }

    private static async Task<Project> FixAllAsync(Project project, FixAllScope scope, CancellationToken cancellationToken)
    {
        var provider = new TFix().GetFixAllProvider() ?? throw new RoslynTestException($"{typeof(TFix).Name} has no fix-all provider.");

        // A document at a time, where that is the scope.
        for (var round = 0; round < 10; round++)
        {
            if (await FirstFixAsync(project, cancellationToken) is not { } found)
                return project;
            var key = found.Action.EquivalenceKey ?? throw new RoslynTestException($"A fix of {typeof(TFix).Name} has no equivalence key.");
            var context = new FixAllContext(
                found.Document, new TFix(), scope, key, new TFix().FixableDiagnosticIds, new Diagnostics(), cancellationToken);
            if (await provider.GetFixAsync(context) is not { } action)
                throw new RoslynTestException($"{typeof(TFix).Name} fixes nothing in the {scope}.");
            project = await ApplyAsync(project, action, cancellationToken);
        }

        return project;
    }

    private static async Task<(Document Document, CodeAction Action)?> FirstFixAsync(Project project, CancellationToken cancellationToken)
    {
        var fix = new TFix();
        foreach (var diagnostic in (await DiagnosticsAsync(project, CompilerDiagnostics.None, cancellationToken))
            .OrderBy(d => d.Location.SourceTree!.FilePath, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
        {
            if (!fix.FixableDiagnosticIds.Contains(diagnostic.Id))
                continue;
            var document = project.GetDocument(diagnostic.Location.SourceTree)!;
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), cancellationToken));
            if (actions.Count > 0)
                return (document, actions[0]);
        }

        return null;
    }

    private static async Task<Project> ApplyAsync(Project project, CodeAction action, CancellationToken cancellationToken)
    {
        var operations = await action.GetOperationsAsync(cancellationToken);
        return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
    }

    private static async Task CheckAsync(
        Project project, ImmutableArray<(string Path, TestMarkup Markup)> files, CompilerDiagnostics compilerDiagnostics, string when, CancellationToken cancellationToken)
        => DiagnosticAssert.Equal(
            DiagnosticAssert.FromMarkup(files, AnalyzerRun.DefaultId(new TAnalyzer())),
            await DiagnosticsAsync(project, compilerDiagnostics, cancellationToken),
            when);

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project, CompilerDiagnostics compilerDiagnostics, CancellationToken cancellationToken)
        => await AnalyzerRun.DiagnosticsAsync(
            (await project.GetCompilationAsync(cancellationToken))!, new TAnalyzer(), [], compilerDiagnostics, "", cancellationToken);

    private static async Task EqualAsync(Project project, ImmutableArray<(string Path, TestMarkup Markup)> expected, string when, CancellationToken cancellationToken)
    {
        foreach (var (path, markup) in expected)
        {
            var document = project.Documents.Single(d => d.FilePath == path);
            var actual = (await document.GetTextAsync(cancellationToken)).ToString().ReplaceLineEndings("\n");
            if (actual != markup.Text)
                throw new RoslynTestException($"{path} is not as expected {when}.\n--- expected\n{markup.Text}\n--- actual\n{actual}");
        }
    }

    private static ImmutableArray<(string Path, TestMarkup Markup)> Parse(TestSources sources)
        => [.. sources.Select(source => (source.Path, TestMarkup.Parse(source.Text)))];

    private static Project Open(AdhocWorkspace workspace, ImmutableArray<(string Path, TestMarkup Markup)> files)
    {
        var project = workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "TestProject", "TestProject", LanguageNames.CSharp,
            compilationOptions: TestCompilation.Options(OutputKind.DynamicallyLinkedLibrary),
            parseOptions: TestCompilation.ParseOptions,
            metadataReferences: TestReferences.Sdk));
        project = Add(project, TestCompilation.GlobalUsingsPath, TestCompilation.GlobalUsings(referencesSdk: true));
        foreach (var (path, markup) in files)
            project = Add(project, path, markup.Text);
        return project;
    }

    private static Project Add(Project project, string path, string text)
        => project.AddDocument(Path.GetFileName(path), SourceText.From(text.ReplaceLineEndings("\n")), filePath: path).Project;

    private sealed class Diagnostics : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
        {
            var tree = await document.GetSyntaxTreeAsync(cancellationToken);
            return (await DiagnosticsAsync(document.Project, CompilerDiagnostics.None, cancellationToken)).Where(d => d.Location.SourceTree == tree);
        }

        public override async Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => (await DiagnosticsAsync(project, CompilerDiagnostics.None, cancellationToken)).Where(d => !d.Location.IsInSource);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => await DiagnosticsAsync(project, CompilerDiagnostics.None, cancellationToken);
    }
}
