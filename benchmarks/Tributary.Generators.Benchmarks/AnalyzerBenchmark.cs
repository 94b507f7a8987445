using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Tributary.Analyzers;

namespace Tributary.Generators.Benchmarks;

/// <summary>
/// What the analyzers add to compiling the same project with its generated code: beside the compiler's own diagnostics alone, and with
/// an analyzer that looks at nothing. Symbols are new in each run, syntax trees are not.
/// </summary>
internal static class AnalyzerBenchmark
{
    private const int Warmups = 5;

    public static async Task<int> Run(int runs)
    {
        var trees = Trees();
        ImmutableArray<DiagnosticAnalyzer> real = Real();
        ImmutableArray<DiagnosticAnalyzer> empty = [new EmptyAnalyzer()];

        var found = await Tree.Fresh(trees).WithAnalyzers(real).GetAllDiagnosticsAsync();
        var faults = found.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == "AD0001").ToList();
        if (faults.Count > 0)
        {
            Console.Error.WriteLine($"The project does not compile or an analyzer fails: {faults[0]}");
            return 1;
        }

        var costs = Cost.Medians(Warmups, runs, _ => Alone(trees), _ => With(empty, trees), _ => With(real, trees));

        Console.WriteLine($"{Tree.Files} files and {trees.Length - Tree.Files} generated ones, {real.Length} analyzers, median of {runs} runs after {Warmups} warm-ups");
        Console.WriteLine();
        Console.WriteLine("| | compiler alone | empty analyzer | Tributary | Tributary over empty | Tributary over alone |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine($"| all diagnostics | {costs[0]} | {costs[1]} | {costs[2]} | {costs[2] - costs[1]} | {costs[2] - costs[0]} |");
        return 0;
    }

    private static ImmutableArray<DiagnosticAnalyzer> Real() =>
    [
        .. typeof(TributaryAnalyzer).Assembly.GetTypes()
            .Where(type => type.IsDefined(typeof(DiagnosticAnalyzerAttribute), inherit: false))
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private static SyntaxTree[] Trees()
    {
        GeneratorBenchmark.Driver(GeneratorBenchmark.Real()).RunGeneratorsAndUpdateCompilation(Tree.Fresh(Tree.Parse()), out var compilation, out _);
        return [.. compilation.SyntaxTrees];
    }

    private static Cost Alone(SyntaxTree[] trees)
    {
        CSharpCompilation compilation = Tree.Fresh(trees);
        return Cost.Of(() => compilation.GetDiagnostics());
    }

    private static Cost With(ImmutableArray<DiagnosticAnalyzer> analyzers, SyntaxTree[] trees)
    {
        var compilation = Tree.Fresh(trees).WithAnalyzers(analyzers);
        return Cost.Of(() => compilation.GetAllDiagnosticsAsync().GetAwaiter().GetResult());
    }
}
