using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Testing;

namespace Tributary.Core.Tests.Dispatch;

/// <summary>A dispatcher over a store on virtual time.</summary>
internal sealed class DispatcherWorld : IAsyncDisposable
{
    public DispatcherWorld(bool singleThreaded = false, Action<TributaryOptions>? configure = null)
    {
        Clock = new VirtualTimeProvider();
        Store = new FaultyStore(Clock);
        // The in-memory store completes every call before it returns.
        Store.OpenAsync().AsTask().GetAwaiter().GetResult();
        var options = new TributaryOptions { SingleThreaded = singleThreaded };
        configure?.Invoke(options);
        Dispatcher = new FlowDispatcher(Store, Clock, new SeededChance(1, Clock), Options.Create(options), NullLogger<FlowDispatcher>.Instance);
    }

    public VirtualTimeProvider Clock { get; }

    public FaultyStore Store { get; }

    public FlowDispatcher Dispatcher { get; }

    public static string Text(StoredMessage message) => Encoding.UTF8.GetString(message.Body.Span);

    public async Task SendAsync(string queue, string partition, params string[] texts)
    {
        var commit = new Commit();
        foreach (var text in texts)
            commit.Send(new OutgoingMessage(new MessageAddress(queue, partition), Encoding.UTF8.GetBytes(text)));
        Assert.True((await Store.CommitAsync(commit)).Succeeded);
    }

    /// <summary>Runs turns by hand until nothing is ready.</summary>
    public async Task<int> SettleAsync()
    {
        var turns = 0;
        while (await Dispatcher.RunNextAsync())
            turns++;
        return turns;
    }

    public async Task<IReadOnlyList<DeadLetter>> DeadAsync(string queue = "q") => (await Store.ListDeadLettersAsync(queue, null, 100)).Items;

    public async ValueTask DisposeAsync()
    {
        await Dispatcher.DisposeAsync();
        await Store.DisposeAsync();
    }
}

/// <summary>A handler made of a function.</summary>
internal sealed class Handler(Func<Turn, CancellationToken, ValueTask> run) : ITurnHandler
{
    public Handler(Action<Turn> run)
        : this((turn, _) =>
        {
            run(turn);
            return ValueTask.CompletedTask;
        })
    {
    }

    public ValueTask RunAsync(Turn turn, CancellationToken cancellationToken) => run(turn, cancellationToken);

    public static void ConsumeAll(Turn turn)
    {
        foreach (var message in turn.Messages)
            turn.Commit.Consume(message.Id);
    }
}
