using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Tributary.Roslyn.Testing;

/// <summary>Which diagnostics of the compiler count as actual diagnostics of a test.</summary>
public enum CompilerDiagnostics
{
    /// <summary>None: the source may be broken.</summary>
    None,

    /// <summary>Its errors.</summary>
    Errors,
}

/// <summary>Runs an analyzer over a source and compares its diagnostics with the marked and the given ones.</summary>
public class AnalyzerTest<TAnalyzer>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    /// <summary>The files, with markup.</summary>
    public TestSources Sources { get; } = [];

    /// <summary>The files of a project that the tested one references; empty for none.</summary>
    public TestSources ReferencedProject { get; } = [];

    /// <summary>Generators that run before the analyzer, so that their members exist.</summary>
    public IReadOnlyList<IIncrementalGenerator> Generators { get; init; } = [];

    /// <summary>Whether the project references the SDK.</summary>
    public bool ReferencesSdk { get; init; } = true;

    /// <summary>Settings in the format of .editorconfig that hold for every file; empty for none.</summary>
    public string EditorConfig { get; init; } = "";

    /// <summary>Which diagnostics of the compiler count.</summary>
    public CompilerDiagnostics CompilerDiagnostics { get; init; } = CompilerDiagnostics.Errors;

    /// <summary>Expectations beside the marked ones.</summary>
    public List<DiagnosticResult> ExpectedDiagnostics { get; } = [];

    /// <summary>Verifies one source.</summary>
    public static Task VerifyAsync(string source, params DiagnosticResult[] expected)
    {
        var test = new AnalyzerTest<TAnalyzer>();
        test.Sources.Add(source);
        test.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>Expects the analyzer's only diagnostic.</summary>
    public static DiagnosticResult Diagnostic() => new(new TAnalyzer().SupportedDiagnostics.Single());

    /// <summary>Expects one of the analyzer's diagnostics. A rule that speaks in the editor and at the end of a build has it twice.</summary>
    public static DiagnosticResult Diagnostic(string id) => new(new TAnalyzer().SupportedDiagnostics.First(descriptor => descriptor.Id == id));

    /// <summary>Runs the test.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        ImmutableArray<(string Path, TestMarkup Markup)> files = [.. Sources.Select(source => (source.Path, TestMarkup.Parse(source.Text)))];
        var references = (ReferencesSdk ? TestReferences.Sdk : TestReferences.Framework).ToList();
        if (ReferencedProject.Count > 0)
            references.Add(TestCompilation.Create("ReferencedProject", ReferencedProject, references, ReferencesSdk, OutputKind.DynamicallyLinkedLibrary).ToMetadataReference());
        var compilation = TestCompilation.Create(
            "TestProject", files.Select(file => (file.Path, file.Markup.Text)), references, ReferencesSdk, OutputKind.DynamicallyLinkedLibrary);

        var actual = await AnalyzerRun.DiagnosticsAsync(compilation, new TAnalyzer(), Generators, CompilerDiagnostics, EditorConfig, cancellationToken);
        var expected = DiagnosticAssert.FromMarkup(files, AnalyzerRun.DefaultId(new TAnalyzer()))
            .Concat(ExpectedDiagnostics.Select(result => result.Resolve(files)));
        DiagnosticAssert.Equal(expected, actual, $"of {typeof(TAnalyzer).Name}");
    }
}

/// <summary>One run of an analyzer over a compilation.</summary>
internal static class AnalyzerRun
{
    public static string? DefaultId(DiagnosticAnalyzer analyzer)
    {
        var ids = analyzer.SupportedDiagnostics.Select(descriptor => descriptor.Id).Distinct().ToList();
        return ids.Count == 1 ? ids[0] : null;
    }

    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(
        Compilation compilation,
        DiagnosticAnalyzer analyzer,
        IReadOnlyList<IIncrementalGenerator> generators,
        CompilerDiagnostics compilerDiagnostics,
        string editorConfig,
        CancellationToken cancellationToken)
    {
        if (generators.Count > 0)
        {
            CSharpGeneratorDriver.Create(generators.Select(g => g.AsSourceGenerator()), parseOptions: TestCompilation.ParseOptions)
                .RunGeneratorsAndUpdateCompilation(compilation, out compilation, out _, cancellationToken);
        }

        // An exception inside an analyzer must fail the test, not become a diagnostic that nobody looks at.
        Exception? fault = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], new TestConfigOptions(editorConfig)), (exception, _, _) => fault ??= exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var diagnostics = await compilation.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(cancellationToken);
        if (fault is not null)
            throw new RoslynTestException($"{analyzer.GetType().Name} threw: {fault}");

        return compilerDiagnostics == CompilerDiagnostics.None
            ? diagnostics
            : diagnostics.AddRange(compilation.GetDiagnostics(cancellationToken).Where(d => d.Severity == DiagnosticSeverity.Error));
    }
}
