using System.Globalization;
using Tributary.Generators.Benchmarks;

// generators [runs]: what the generator costs, from nothing and after a keystroke in an unrelated file.
// analyzers [runs]: what the analyzers cost when a whole project is compiled.
var runs = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20;
switch (args.FirstOrDefault())
{
    case "generators":
        return GeneratorBenchmark.Run(runs);
    case "analyzers":
        return await AnalyzerBenchmark.Run(runs);
    default:
        Console.Error.WriteLine("Usage: generators [runs] | analyzers [runs]");
        return 2;
}
