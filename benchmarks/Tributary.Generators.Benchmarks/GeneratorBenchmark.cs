using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Tributary.Generators.Benchmarks;

/// <summary>
/// What the generator costs in a project of 1,000 files with 100 annotated types. Beside it are measured a generator that finds
/// nothing, and one that finds the same types in the usual way, by <c>ForAttributeWithMetadataName</c>, and reads no more than their names.
/// </summary>
internal static class GeneratorBenchmark
{
    private const int Warmups = 40;

    public static int Run(int runs)
    {
        var real = Real();
        ISourceGenerator[] empty = [new EmptyGenerator().AsSourceGenerator()];
        ISourceGenerator[] names = [new NamesGenerator().AsSourceGenerator()];
        var cold = Cost.Medians(Warmups, runs, _ => Cold(empty), _ => Cold(names), _ => Cold(real));

        var trees = Tree.Parse();
        Strokes[] projects = [new(empty, trees), new(names, trees), new(real, trees)];
        var stroke = Cost.Medians(Warmups, runs, projects[0].Next, projects[1].Next, projects[2].Next);

        Console.WriteLine($"{Tree.Files} files, 100 annotated types, median of {runs} runs after {Warmups} warm-ups");
        Console.WriteLine();
        Console.WriteLine("| step | empty generator | names only | Tributary | Tributary over empty | Tributary over names |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine(Row("cold", cold));
        Console.WriteLine(Row("keystroke in an unrelated file", stroke));
        Console.WriteLine();
        Console.WriteLine($"files generated: {projects[2].Files}, {projects[2].Characters:N0} characters; files written again by a keystroke: {projects[2].Rewritten}");
        return projects[2].Rewritten == 0 ? 0 : 1;
    }

    /// <summary>The generator of the package.</summary>
    public static ISourceGenerator[] Real() => [new TributaryGenerator().AsSourceGenerator()];

    /// <summary>A driver that has not run.</summary>
    public static GeneratorDriver Driver(ISourceGenerator[] generators) => CSharpGeneratorDriver.Create(generators, parseOptions: Tree.ParseOptions);

    private static Cost Cold(ISourceGenerator[] generators)
    {
        // New trees too: the generators keep models by their syntax.
        var compilation = Tree.Fresh(Tree.Parse());
        var driver = Driver(generators);
        return Cost.Of(() => driver.RunGenerators(compilation));
    }

    private static string Row(string step, Cost[] costs)
        => $"| {step} | {costs[0]} | {costs[1]} | {costs[2]} | {costs[2] - costs[0]} | {costs[2] - costs[1]} |";

    /// <summary>A project in which somebody types.</summary>
    private sealed class Strokes(ISourceGenerator[] generators, SyntaxTree[] trees)
    {
        private readonly SyntaxTree _file = trees[^1];
        private Compilation _compilation = Tree.Fresh(trees);
        private GeneratorDriver? _driver;

        public int Rewritten { get; private set; }

        public int Files => Texts.Count;

        public long Characters => Texts.Sum(text => (long)text.Length);

        // The driver parses every text again on every run; a text that was not written again is the same instance.
        private List<SourceText> Texts => [.. _driver!.GetRunResult().Results.SelectMany(result => result.GeneratedSources).Select(source => source.SourceText)];

        public Cost Next(int stroke)
        {
            _driver ??= Driver(generators).RunGenerators(_compilation);
            var edited = Tree.Keystroke(_file, stroke + 1);
            var before = Texts;
            // The replacement belongs to the keystroke: it is what makes the compiler bind again.
            var cost = Cost.Of(() =>
            {
                _compilation = _compilation.ReplaceSyntaxTree(_compilation.SyntaxTrees.First(tree => tree.FilePath == _file.FilePath), edited);
                _driver = _driver.RunGenerators(_compilation);
            });
            Rewritten += Texts.Where((text, i) => !ReferenceEquals(text, before[i])).Count();
            return cost;
        }
    }
}
