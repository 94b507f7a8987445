using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Hosting;

namespace Tributary.Sqlite.Tests.Doomed;

/// <summary>
/// A process over a store, started by the tests: it handles the queue until nothing is left. A message "deadly" ends the process; others
/// take thirty seconds, and are consumed and logged in the same commit. After each second of its life the process writes a line.
/// </summary>
internal static class DoomedProgram
{
    public const string Queue = "q";
    public const string Log = "handled";
    public const int MostAtOnce = 100;

    private static readonly TimeSpan s_callLasts = TimeSpan.FromSeconds(30);

    /// <summary>Runs one life.</summary>
    /// <param name="args">The store's file, how many times as fast as the real one its clock goes, and how many calls are to be under way before the deadly message strikes.</param>
    public static async Task<int> Main(string[] args)
    {
        var clock = new FastClock(int.Parse(args[1], CultureInfo.InvariantCulture));
        var company = int.Parse(args[2], CultureInfo.InvariantCulture);
        await using var store = new SqliteFlowStore(Options.Create(new SqliteStoreOptions { Path = args[0] }), clock);
        await store.OpenAsync();
        await using var dispatcher = new FlowDispatcher(
            store, clock, new SystemChance(clock), Options.Create(new TributaryOptions()), NullLogger<FlowDispatcher>.Instance);
        dispatcher.Listen(new QueueBinding(Queue, new DoomedHandler(company, clock)) { MaxConcurrency = MostAtOnce });
        await dispatcher.StartAsync();
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1), clock);
        while ((await store.CountAsync(Queue)).Pending > 0)
        {
            await second.WaitForNextTickAsync();
            await Console.Out.WriteLineAsync("a second older");
        }

        return 0;
    }

    private sealed class DoomedHandler(int company, TimeProvider clock) : ITurnHandler
    {
        private readonly SemaphoreSlim _underWay = new(0);

        public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
        {
            foreach (var message in turn.Messages)
            {
                if (Encoding.UTF8.GetString(message.Body.Span) == "deadly")
                {
                    for (var i = 0; i < company; i++)
                        await _underWay.WaitAsync(cancellationToken);
                    Environment.FailFast("A deadly message.");
                }

                _underWay.Release();
                await Task.Delay(s_callLasts, clock, cancellationToken);
                turn.Commit.Consume(message.Id).Append(Log, null, message.Body);
            }
        }
    }
}
