using BenchmarkDotNet.Running;
using Tributary.Benchmarks.Choreographies;
using Tributary.Benchmarks.Orchestrations;
using Tributary.Benchmarks.Sync;

// Load programs answer to a name; everything else goes to BenchmarkDotNet, for example: --filter '*Dispatch*'.
return args switch
{
    ["throughput", .. var rest] => await Throughput.RunAsync(Number(rest, 0, 100_000)),
    ["latency", .. var rest] => await Latency.RunAsync(Number(rest, 0, 2_000), Number(rest, 1, 20)),
    ["journal", .. var rest] => await JournalCost.RunAsync(Number(rest, 0, 10)),
    ["memory", .. var rest] => await Memory.RunAsync(Number(rest, 0, 1_000_000)),
    ["identity", .. var rest] => await IdentityCache.RunAsync(Number(rest, 0, 100_000), Number(rest, 1, 500_000)),
    ["durable-chain", .. var rest] => await DurableLoad.ChainAsync(Number(rest, 0, 5_000)),
    ["durable-long", .. var rest] => await DurableLoad.LongAsync(Number(rest, 0, 10_000)),
    ["durable-recover", .. var rest] => await DurableLoad.RecoverAsync(Number(rest, 0, 5_000)),
    ["durable-fan-out", .. var rest] => await DurableLoad.FanOutAsync(Number(rest, 0, 10_000)),
    ["durable-slots", .. var rest] => await DurableLoad.SlotsAsync(Number(rest, 0, 50)),
    ["durable-idle", .. var rest] => await DurableLoad.IdleAsync(Number(rest, 0, 1_000)),
    ["durable-timers", .. var rest] => await DurableLoad.TimersAsync(Number(rest, 0, 100_000), Number(rest, 1, 60)),
    ["choreography", .. var rest] => await ChoreographyLoad.RunAsync(Number(rest, 0, 200_000)),
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
