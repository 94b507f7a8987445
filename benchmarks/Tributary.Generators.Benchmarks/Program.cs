using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Tributary.Generators.Benchmarks;
using Tributary.Generators.Sync;

// What the generators cost in a project of 1,000 files with 100 annotated types: from nothing, and after a keystroke in an unrelated file.
// A run without generators is measured beside, because most of the time is the compiler's own.
const int Warmups = 3;
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;

var trees = Tree.Parse();
var real = Generators();
ISourceGenerator[] empty = [new EmptyGenerator().AsSourceGenerator()];

var emptyCold = Median(runs, _ => Cold(empty));
var realCold = Median(runs, _ => Cold(real));
var emptyStroke = Strokes(empty);
var realStroke = Strokes(real);

Console.WriteLine($"{Tree.Files} files, 100 annotated types, median of {runs} runs after {Warmups} warm-ups");
Console.WriteLine();
Console.WriteLine("| step | empty generator | Tributary | difference |");
Console.WriteLine("|---|---|---|---|");
Console.WriteLine(Row("cold", emptyCold, realCold));
Console.WriteLine(Row("keystroke in an unrelated file", emptyStroke.Cost, realStroke.Cost));
Console.WriteLine();
Console.WriteLine($"files generated: {realStroke.Trees}; files written again by a keystroke: {realStroke.Rewritten}");
return realStroke.Rewritten == 0 ? 0 : 1;

static ISourceGenerator[] Generators() =>
[
    .. typeof(SyncGenerator).Assembly.GetTypes()
        .Where(type => type.IsDefined(typeof(GeneratorAttribute), inherit: false))
        .Select(type => ((IIncrementalGenerator)Activator.CreateInstance(type)!).AsSourceGenerator()),
];

static GeneratorDriver Driver(ISourceGenerator[] generators) => CSharpGeneratorDriver.Create(generators, parseOptions: Tree.ParseOptions);

Cost Cold(ISourceGenerator[] generators)
{
    var compilation = Tree.Fresh(trees);
    var driver = Driver(generators);
    return Measure(() => driver.RunGenerators(compilation));
}

(Cost Cost, int Trees, int Rewritten) Strokes(ISourceGenerator[] generators)
{
    Compilation compilation = Tree.Fresh(trees);
    var driver = Driver(generators).RunGenerators(compilation);
    var file = trees[^1];
    var rewritten = 0;
    var cost = Median(runs, stroke =>
    {
        var edited = Tree.Keystroke(file, stroke + 1);
        var before = Texts(driver);
        var current = compilation;
        // The replacement belongs to the keystroke: it is what makes the compiler bind again.
        var measured = Measure(() =>
        {
            current = current.ReplaceSyntaxTree(current.SyntaxTrees.First(tree => tree.FilePath == file.FilePath), edited);
            driver = driver.RunGenerators(current);
        });
        compilation = current;
        rewritten += Texts(driver).Where((text, i) => !ReferenceEquals(text, before[i])).Count();
        return measured;
    });
    return (cost, Texts(driver).Count, rewritten);
}

// The driver parses every text again on every run; a text that was not written again is the same instance.
static List<SourceText> Texts(GeneratorDriver driver)
    => [.. driver.GetRunResult().Results.SelectMany(result => result.GeneratedSources).Select(source => source.SourceText)];

static Cost Median(int runs, Func<int, Cost> run)
{
    var costs = new List<Cost>();
    for (var i = 0; i < runs + Warmups; i++)
    {
        var cost = run(i);
        if (i >= Warmups)
            costs.Add(cost);
    }

    return new(Middle(costs.Select(cost => cost.Milliseconds)), Middle(costs.Select(cost => cost.Megabytes)));
}

static double Middle(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);

static Cost Measure(Action action)
{
    GC.Collect();
    var bytes = GC.GetTotalAllocatedBytes(precise: true);
    var start = Stopwatch.GetTimestamp();
    action();
    var elapsed = Stopwatch.GetElapsedTime(start);
    return new(elapsed.TotalMilliseconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / 1e6);
}

static string Row(string step, Cost empty, Cost real) => string.Create(
    CultureInfo.InvariantCulture,
    $"| {step} | {empty.Milliseconds:F1} ms, {empty.Megabytes:F2} MB | {real.Milliseconds:F1} ms, {real.Megabytes:F2} MB | {real.Milliseconds - empty.Milliseconds:F1} ms, {real.Megabytes - empty.Megabytes:F2} MB |");

internal readonly record struct Cost(double Milliseconds, double Megabytes);

/// <summary>A generator that looks for an attribute nobody uses: what the compiler needs for any generator.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var nothing = context.SyntaxProvider.ForAttributeWithMetadataName("Nowhere.NothingAttribute", static (_, _) => true, static (_, _) => 0);
        context.RegisterSourceOutput(nothing, static (_, _) => { });
    }
}
