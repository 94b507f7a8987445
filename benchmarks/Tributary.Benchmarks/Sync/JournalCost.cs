using System.Diagnostics;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Tributary.Sqlite;
using Tributary.Store;

namespace Tributary.Benchmarks.Sync;

/// <summary>
/// What it costs to note each lease in the mapped file beside the database: rounds of updates through one host, with and without the
/// journal in turn, so that whatever else the machine does meets both. The store has no such setting, so it is taken from its insides here.
/// </summary>
internal static class JournalCost
{
    private const int Entities = 20_000;
    private const BindingFlags Inside = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    public static async Task<int> RunAsync(int pairs)
    {
        await using var host = await LoadHost.StartAsync();
        var board = ValueOf(ValueOf((SqliteFlowStore)host.Services.GetRequiredService<IFlowStore>(), "_parts"), "Board");
        var field = board.GetType().GetField("_journal", Inside) ?? throw new MissingFieldException(board.GetType().Name, "_journal");
        var journal = field.GetValue(board) ?? throw new InvalidOperationException("The store has no journal.");
        await host.RoundAsync(Entities, 0);
        await host.RoundAsync(Entities, 1);

        List<double> with = [], without = [];
        for (var round = 0; round < 2 * pairs; round++)
        {
            // Which of a pair comes first changes from pair to pair.
            var isWith = round % 4 is 0 or 3;
            field.SetValue(board, isWith ? journal : null);
            var processor = Process.GetCurrentProcess().TotalProcessorTime;
            var watch = Stopwatch.StartNew();
            await host.RoundAsync(Entities, round + 2);
            var rate = Entities / watch.Elapsed.TotalSeconds;
            var used = Process.GetCurrentProcess().TotalProcessorTime - processor;
            (isWith ? with : without).Add(rate);
            Console.WriteLine($"{(isWith ? "with" : "without"),-8} {rate,9:N0}/s, {used.TotalMicroseconds / Entities,6:N1} us of processor each");
        }

        field.SetValue(board, journal);
        Console.WriteLine($"median with {Median(with):N0}/s, without {Median(without):N0}/s: {Median(with) / Median(without):P1}");
        return 0;
    }

    private static object ValueOf(object of, string name) =>
        of.GetType().GetField(name, Inside)?.GetValue(of) ?? of.GetType().GetProperty(name, Inside)?.GetValue(of) ?? throw new MissingMemberException(of.GetType().Name, name);

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
