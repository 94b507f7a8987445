using BenchmarkDotNet.Running;
using Tributary.Benchmarks.Sync;

// Load programs answer to a name; everything else goes to BenchmarkDotNet, for example: --filter '*Dispatch*'.
return args switch
{
    ["throughput", .. var rest] => await Throughput.RunAsync(Number(rest, 0, 100_000)),
    ["latency", .. var rest] => await Latency.RunAsync(Number(rest, 0, 2_000), Number(rest, 1, 20)),
    ["memory", .. var rest] => await Memory.RunAsync(Number(rest, 0, 1_000_000)),
    ["identity", .. var rest] => await IdentityCache.RunAsync(Number(rest, 0, 100_000), Number(rest, 1, 500_000)),
    ["cold-start", .. var rest] => await ColdStart.RunAsync(Number(rest, 0, 7)),
    ["cold-start-child"] => await ColdStart.ChildAsync(),
    ["empty-host-child"] => await ColdStart.EmptyChildAsync(),
    _ => Switch(args),
};

static int Number(string[] args, int index, int otherwise) => args.Length > index ? int.Parse(args[index], System.Globalization.CultureInfo.InvariantCulture) : otherwise;

static int Switch(string[] args)
{
    BenchmarkSwitcher.FromAssembly(typeof(Throughput).Assembly).Run(args);
    return 0;
}
