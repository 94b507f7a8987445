using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Tributary.Roslyn.Testing;

/// <summary>Runs generators over sources, with step tracking on.</summary>
/// <param name="generators">The generators under test.</param>
public sealed class GeneratorTest(params IIncrementalGenerator[] generators)
{
    /// <summary>The files of the project.</summary>
    public TestSources Sources { get; } = [];

    /// <summary>References beside those of a project that uses the SDK; for example the output of another test.</summary>
    public List<MetadataReference> References { get; } = [];

    /// <summary>The name of the assembly.</summary>
    public string AssemblyName { get; init; } = "TestProject";

    /// <summary>What is built. A console application needs top-level statements or a Main.</summary>
    public OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    /// <summary>Whether the project references the SDK.</summary>
    public bool ReferencesSdk { get; init; } = true;

    /// <summary>Ids of warnings in generated code, and of errors anywhere, that do not fail the test: for broken sources.</summary>
    public HashSet<string> Tolerated { get; } = [];

    /// <summary>Runs the generators over one source and verifies that the output compiles and that a second run does nothing.</summary>
    public static GeneratorTestResult Verify(IIncrementalGenerator generator, params string[] sources)
    {
        var test = new GeneratorTest(generator);
        foreach (var source in sources)
            test.Sources.Add(source);
        return test.Verify();
    }

    /// <summary>
    /// Runs the generators, and verifies that the output compiles, that no tracked value holds on to a compilation, and that a second
    /// run over the same files gives the same output with every step cached.
    /// </summary>
    public GeneratorTestResult Verify()
    {
        var first = Run();
        first.AssertCompiles();
        first.AssertModelsAreDetached();
        var second = first.RunAgain();
        second.AssertAllCached();
        second.AssertSameOutputAs(first);
        return first;
    }

    /// <summary>Runs the generators and verifies nothing.</summary>
    public GeneratorTestResult Run()
    {
        var references = (ReferencesSdk ? TestReferences.Sdk : TestReferences.Framework).Concat(References);
        var compilation = TestCompilation.Create(AssemblyName, Sources, references, ReferencesSdk, OutputKind);
        var driver = CSharpGeneratorDriver.Create(
            generators.Select(generator => generator.AsSourceGenerator()),
            parseOptions: TestCompilation.ParseOptions,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return GeneratorTestResult.Run(driver, compilation, Tolerated);
    }
}
