using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using Tributary.Generators.Benchmarks;
using Tributary.Generators.Sync;

// What the generators cost in a project of 1,000 files with 100 annotated types: from nothing, and after a keystroke in an unrelated file.
// Beside them are measured a generator that finds nothing, and one that finds the same types and reads no more than their names: what
// finding costs is the compiler's own, and nobody's generator is cheaper than that.
const int Warmups = 10;
var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 30;

var trees = Tree.Parse();
var real = Generators();
ISourceGenerator[] empty = [new EmptyGenerator().AsSourceGenerator()];
ISourceGenerator[] names = [new NamesGenerator().AsSourceGenerator()];

var emptyCold = Median(runs, _ => Cold(empty));
var namesCold = Median(runs, _ => Cold(names));
var realCold = Median(runs, _ => Cold(real));
var emptyStroke = Strokes(empty);
var namesStroke = Strokes(names);
var realStroke = Strokes(real);

Console.WriteLine($"{Tree.Files} files, 100 annotated types, median of {runs} runs after {Warmups} warm-ups");
Console.WriteLine();
Console.WriteLine("| step | empty generator | names only | Tributary | Tributary over empty | Tributary over names |");
Console.WriteLine("|---|---|---|---|---|---|");
Console.WriteLine(Row("cold", emptyCold, namesCold, realCold));
Console.WriteLine(Row("keystroke in an unrelated file", emptyStroke.Cost, namesStroke.Cost, realStroke.Cost));
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
    // New trees too: the generators keep models by their syntax.
    var compilation = Tree.Fresh(Tree.Parse());
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

static string Row(string step, Cost empty, Cost names, Cost real) => $"| {step} | {empty} | {names} | {real} | {real - empty} | {real - names} |";

internal readonly record struct Cost(double Milliseconds, double Megabytes)
{
    public static Cost operator -(Cost left, Cost right) => new(left.Milliseconds - right.Milliseconds, left.Megabytes - right.Megabytes);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Milliseconds:F1} ms, {Megabytes:F2} MB");
}

/// <summary>A generator that looks for an attribute nobody uses: what the compiler needs for any generator.</summary>
internal sealed class EmptyGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var nothing = context.SyntaxProvider.ForAttributeWithMetadataName("Nowhere.NothingAttribute", static (_, _) => true, static (_, _) => 0);
        context.RegisterSourceOutput(nothing, static (_, _) => { });
    }
}

/// <summary>A generator that finds the annotated types, reads their names and writes a line about each: the least that one can do.</summary>
internal sealed class NamesGenerator : IIncrementalGenerator
{
    private static readonly string[] s_attributes = ["Tributary.FlowEntityAttribute", "Tributary.FlowAdapterAttribute", "Tributary.FlowOrchestratorAttribute"];

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        foreach (var attribute in s_attributes)
        {
            var names = context.SyntaxProvider.ForAttributeWithMetadataName(attribute, static (_, _) => true, static (match, _) => match.TargetSymbol.Name);
            context.RegisterSourceOutput(names, static (output, name) => output.AddSource(name + ".Names.g.cs", "// " + name));
        }
    }
}
