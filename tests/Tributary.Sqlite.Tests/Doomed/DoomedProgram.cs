using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Hosting;

namespace Tributary.Sqlite.Tests.Doomed;

/// <summary>
/// A process over a store, started by the tests: it handles the queue until nothing is left. A message "deadly" ends the process, one
/// "hangs" never ends; others are consumed, and logged in the same commit.
/// </summary>
internal static class DoomedProgram
{
    public const string Queue = "q";
    public const string Log = "handled";

    /// <summary>Runs one life.</summary>
    /// <param name="args">
    /// The store's file, and how many harmless messages are to be under way, and to stay so, before the deadly one strikes.
    /// </param>
    public static async Task<int> Main(string[] args)
    {
        await using var store = new SqliteFlowStore(Options.Create(new SqliteStoreOptions { Path = args[0] }), TimeProvider.System);
        await store.OpenAsync();
        await using var dispatcher = new FlowDispatcher(
            store, TimeProvider.System, new SystemChance(TimeProvider.System), Options.Create(new TributaryOptions()), NullLogger<FlowDispatcher>.Instance);
        dispatcher.Listen(new QueueBinding(Queue, new DoomedHandler(int.Parse(args[1], CultureInfo.InvariantCulture))));
        await dispatcher.StartAsync();
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while ((await store.CountAsync(Queue)).Pending > 0)
            await look.WaitForNextTickAsync();
        return 0;
    }

    private sealed class DoomedHandler(int company) : ITurnHandler
    {
        private readonly SemaphoreSlim _underWay = new(0);
        private readonly TaskCompletionSource _never = new();

        public async ValueTask RunAsync(Turn turn, CancellationToken cancellationToken)
        {
            foreach (var message in turn.Messages)
            {
                switch (Encoding.UTF8.GetString(message.Body.Span))
                {
                    case "hangs":
                        await Console.Out.WriteLineAsync("hanging");
                        await _never.Task;
                        break;
                    case "deadly":
                        for (var i = 0; i < company; i++)
                            await _underWay.WaitAsync(cancellationToken);
                        Environment.FailFast("A deadly message.");
                        break;
                    default:
                        if (company > 0)
                        {
                            _underWay.Release();
                            await _never.Task;
                        }

                        break;
                }

                turn.Commit.Consume(message.Id).Append(Log, null, message.Body);
            }
        }
    }
}
