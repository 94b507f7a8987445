using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tributary.Roslyn.Testing;

/// <summary>What one run of the generators gave. Edits make a new run of the same driver, as the editor does.</summary>
public sealed class GeneratorTestResult
{
    private readonly GeneratorDriver _driver;
    private readonly IReadOnlySet<string> _tolerated;

    private GeneratorTestResult(GeneratorDriver driver, CSharpCompilation input, Compilation output, IReadOnlySet<string> tolerated)
    {
        _driver = driver;
        _tolerated = tolerated;
        Input = input;
        Output = output;
        RunResult = driver.GetRunResult();
        if (RunResult.Results.Select(result => result.Exception).FirstOrDefault(exception => exception is not null) is { } fault)
            throw new RoslynTestException($"A generator threw: {fault}");
    }

    /// <summary>The compilation as the user wrote it.</summary>
    public CSharpCompilation Input { get; }

    /// <summary>The compilation with the generated files.</summary>
    public Compilation Output { get; }

    /// <summary>The driver's own result.</summary>
    public GeneratorDriverRunResult RunResult { get; }

    /// <summary>The generated files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Generated => field ??= RunResult.Results
        .SelectMany(result => result.GeneratedSources)
        .ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.Ordinal);

    /// <summary>A generated file.</summary>
    public string Source(string hintName) => Generated.TryGetValue(hintName, out var text)
        ? text
        : throw new RoslynTestException($"No generated file is named '{hintName}'. There are: {string.Join(", ", Generated.Keys.Order(StringComparer.Ordinal))}");

    /// <summary>Runs again over the same files parsed anew: nothing changed, but all symbols and all syntax are others, so that only equal models count.</summary>
    public GeneratorTestResult RunAgain()
        => Run(_driver, Input.RemoveAllSyntaxTrees().AddSyntaxTrees(Input.SyntaxTrees.Select(tree => TestSources.Parse(tree.FilePath, tree.ToString()))), _tolerated);

    /// <summary>Runs again after a file was edited.</summary>
    public GeneratorTestResult ReplaceSource(string path, string newSource)
        => Run(_driver, Input.ReplaceSyntaxTree(Tree(path), TestSources.Parse(path, newSource)), _tolerated);

    /// <summary>Runs again after the first occurrence of a text in a file was edited.</summary>
    public GeneratorTestResult ReplaceSource(string path, string oldText, string newText)
    {
        var source = Tree(path).ToString();
        var at = source.IndexOf(oldText, StringComparison.Ordinal);
        if (at < 0)
            throw new RoslynTestException($"'{oldText}' is not in {path}.");
        return ReplaceSource(path, string.Concat(source.AsSpan(0, at), newText, source.AsSpan(at + oldText.Length)));
    }

    /// <summary>Runs again after a file was added.</summary>
    public GeneratorTestResult AddSource(string path, string source) => Run(_driver, Input.AddSyntaxTrees(TestSources.Parse(path, source)), _tolerated);

    /// <summary>Runs again after a file was removed.</summary>
    public GeneratorTestResult RemoveSource(string path) => Run(_driver, Input.RemoveSyntaxTrees(Tree(path)), _tolerated);

    /// <summary>Runs again with the files in reverse order; the output should be the same bytes.</summary>
    public GeneratorTestResult Reordered()
        => Run(_driver, Input.RemoveAllSyntaxTrees().AddSyntaxTrees(Input.SyntaxTrees.Reverse()), _tolerated);

    /// <summary>The reasons with which the outputs of a tracked step came about, in order; empty when the step did not run.</summary>
    public ImmutableArray<IncrementalStepRunReason> Reasons(string trackingName) =>
    [
        .. TrackedSteps.Where(step => step.Name == trackingName).SelectMany(step => step.Run.Outputs).Select(output => output.Reason),
    ];

    /// <summary>The reasons of the steps that write files, in order.</summary>
    public ImmutableArray<IncrementalStepRunReason> OutputReasons =>
    [
        .. RunResult.Results.SelectMany(result => result.TrackedOutputSteps).SelectMany(pair => pair.Value)
            .SelectMany(run => run.Outputs).Select(output => output.Reason),
    ];

    internal IEnumerable<(string Name, IncrementalGeneratorRunStep Run)> TrackedSteps => RunResult.Results
        .SelectMany(result => result.TrackedSteps)
        .SelectMany(pair => pair.Value.Select(run => (pair.Key, run)));

    /// <summary>Verifies that a named step ran, and with these reasons alone.</summary>
    public void AssertReasons(string trackingName, params IncrementalStepRunReason[] allowed)
    {
        var reasons = Reasons(trackingName);
        if (reasons.IsEmpty)
            throw new RoslynTestException($"No step is named '{trackingName}'. There are: {string.Join(", ", TrackedSteps.Select(s => s.Name).Distinct().Order(StringComparer.Ordinal))}");
        if (reasons.Any(reason => !allowed.Contains(reason)))
            throw new RoslynTestException($"The step '{trackingName}' ran as [{string.Join(", ", reasons)}]; only [{string.Join(", ", allowed)}] is allowed.");
    }

    /// <summary>Verifies that every step of the generators is cached or unchanged, and that no file was written again.</summary>
    public void AssertAllCached() => GeneratorAssert.AllCached(this);

    /// <summary>Verifies that no tracked value reaches a symbol, compilation, syntax, location or semantic model.</summary>
    public void AssertModelsAreDetached() => GeneratorAssert.ModelsAreDetached(this);

    /// <summary>Verifies that the output has no error, and the generated files no warning.</summary>
    public void AssertCompiles() => GeneratorAssert.Compiles(this, _tolerated);

    /// <summary>Verifies that the generated files are byte for byte those of another run.</summary>
    public void AssertSameOutputAs(GeneratorTestResult other) => GeneratorAssert.SameOutput(other, this);

    /// <summary>Compiles the output and loads it into a context of its own, which is unloaded by disposing.</summary>
    public LoadedAssembly Load() => LoadedAssembly.Load(Output);

    /// <summary>The output as a reference for another test project.</summary>
    public MetadataReference ToReference() => Output.ToMetadataReference();

    internal static GeneratorTestResult Run(GeneratorDriver driver, CSharpCompilation compilation, IReadOnlySet<string> tolerated)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        return new(driver, compilation, output, tolerated);
    }

    private SyntaxTree Tree(string path) => Input.SyntaxTrees.FirstOrDefault(tree => tree.FilePath == path)
        ?? throw new RoslynTestException($"No file is named '{path}'. There are: {string.Join(", ", Input.SyntaxTrees.Select(tree => tree.FilePath))}");
}
