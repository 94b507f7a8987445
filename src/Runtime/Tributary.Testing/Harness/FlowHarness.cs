using Microsoft.Extensions.DependencyInjection;
using Tributary.Store;
using Tributary.Store.InMemory;
using Tributary.Sync;
using Tributary.Testing.Simulated;
using Tributary.Transport;

namespace Tributary.Testing;

/// <summary>
/// Runs a host's orchestrators and entities for a test, on virtual time and in memory, single-threaded. The harness speaks for all
/// systems: what the registered adapters would send, the test sends, and what they would receive, the harness takes and remembers. The
/// adapters themselves are not created, so a test needs none of what they depend on. Not safe for several threads.
/// </summary>
/// <example>
/// <code>
/// await using var flow = await FlowHarness.StartAsync(services => services.AddTributary());
/// await flow.Send("bms", new Sensor { Id = "s1", SensorKey = "K1" });
/// await flow.Settle();
/// Assert.Equal("K1", flow.Pushed&lt;Sensor&gt;("oem").Single().SensorKey);
/// </code>
/// </example>
public sealed class FlowHarness : IAsyncDisposable
{
    private const int MostTurns = 100_000;
    private const int Page = 1_000;

    private readonly Action<IServiceCollection> _register;
    private readonly InMemoryFlowStore _medium;
    private readonly SeededChance _chance;
    private readonly List<Push> _pushed = [];
    private readonly Dictionary<string, string> _inserted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastIds = new(StringComparer.Ordinal);
    private SimulatedHost? _host;
    private int? _crashIn;

    private FlowHarness(Action<IServiceCollection> register)
    {
        _register = register;
        _medium = new InMemoryFlowStore(Time);
        _chance = new SeededChance(1, Time);
    }

    /// <summary>The clock.</summary>
    public VirtualTimeProvider Time { get; } = new();

    /// <summary>The services of the running process, for example <see cref="FlowSync"/>.</summary>
    public IServiceProvider Services => Host.Services;

    /// <summary>The decision log, oldest first, as of the last <see cref="Settle"/> or <see cref="Advance"/>.</summary>
    public IReadOnlyList<UpdateDecision> Decisions { get; private set; } = [];

    /// <summary>The updates that wait for something, as of the last <see cref="Settle"/> or <see cref="Advance"/>.</summary>
    public IReadOnlyList<ParkedUpdate> Parked { get; private set; } = [];

    /// <summary>The dead letters of all queues, as of the last <see cref="Settle"/> or <see cref="Advance"/>.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; private set; } = [];

    /// <summary>How often the process has died.</summary>
    public int Crashes { get; private set; }

    /// <summary>Called before a system takes a push; throws to make the delivery fail, as the system's adapter would.</summary>
    public Action<Push>? Receiving { get; set; }

    /// <summary>
    /// The id that a system gives to a new record. Unless set, it is the system's name and a running number. It is asked once per record,
    /// however often the push is delivered.
    /// </summary>
    public Func<Push, string>? AssignId { get; set; }

    private SimulatedHost Host => _host ?? throw new InvalidOperationException("The harness was disposed.");

    /// <summary>Starts a host.</summary>
    /// <param name="register">Registers it, usually <c>services => services.AddTributary()</c>. Called again after each crash.</param>
    public static async ValueTask<FlowHarness> StartAsync(Action<IServiceCollection> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        var harness = new FlowHarness(register);
        await harness.StartHostAsync().ConfigureAwait(false);
        return harness;
    }

    /// <summary>A system sends a whole record. It is not decided before <see cref="Settle"/>.</summary>
    public ValueTask<SentMessage> Send<T>(string system, T entity, SendOptions? options = null)
        where T : class, IFlowEntity
        => SendAsync(system, options, (flow, all) => flow.Send(entity, all));

    /// <summary>A system sends some fields of a record. It is not decided before <see cref="Settle"/>.</summary>
    public ValueTask<SentMessage> Patch<T>(string system, T entity, Fields<T> fields, SendOptions? options = null)
        where T : class, IFlowEntity
        => SendAsync(system, options, (flow, all) => flow.Patch(entity, fields, all));

    /// <summary>Sends a message a second time, with the same id and content.</summary>
    public ValueTask Redeliver(SentMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return DeliverAsync(message);
    }

    /// <summary>What was pushed to a system, in order. A push that was delivered again after a crash is there again.</summary>
    public IReadOnlyList<Push> Pushed(string system) => [.. _pushed.Where(p => p.System == system)];

    /// <summary>What was pushed to a system of one entity, in order.</summary>
    public IReadOnlyList<T> Pushed<T>(string system)
        where T : class, IFlowEntity
        => [.. Pushed(system).Select(static p => p.Model).OfType<T>()];

    /// <summary>Runs everything that is ready, without letting time pass: retries and parked updates go on waiting.</summary>
    /// <exception cref="InvalidOperationException">It does not come to an end.</exception>
    public async ValueTask Settle()
    {
        for (var turns = 0; ; turns++)
        {
            if (turns == MostTurns)
                throw new InvalidOperationException($"The host does not come to rest: it still has work after {MostTurns} turns.");
            var ran = false;
            if (await TryAsync(async () => ran = await Host.Dispatcher.RunNextAsync().ConfigureAwait(false)).ConfigureAwait(false) && !ran)
                break;
        }

        await RefreshAsync().ConfigureAwait(false);
    }

    /// <summary>Lets time pass, and runs what becomes ready at the moment it does.</summary>
    public async ValueTask Advance(TimeSpan time)
    {
        var end = Time.Elapsed + time;
        await Settle().ConfigureAwait(false);
        while (Time.NextDue is { } due && Time.Elapsed + due <= end)
        {
            Time.Advance(due);
            await Settle().ConfigureAwait(false);
        }

        Time.Advance(end - Time.Elapsed);
        await Settle().ConfigureAwait(false);
    }

    /// <summary>
    /// The process dies right after that many more commits were applied, before it learns of the last, and starts anew over the same
    /// store. Sending is a commit, and so is each turn.
    /// </summary>
    public void CrashAfter(int commits)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(commits);
        _crashIn = commits;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
            await _host.DisposeAsync().ConfigureAwait(false);
        await _medium.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask<SentMessage> SendAsync(string system, SendOptions? options, Func<AdapterFlow, SendOptions, ValueTask> send)
    {
        var all = options ?? SendOptions.None;
        if (all.MessageId is null)
            all = all with { MessageId = _chance.NewId() };
        var message = new SentMessage(system, all.MessageId!, flow => send(flow, all));
        await DeliverAsync(message).ConfigureAwait(false);
        return message;
    }

    private async ValueTask DeliverAsync(SentMessage message)
    {
        // What an adapter does that dies while it sends: it sends again, and the id of the message makes that harmless.
        var gateway = Host.Services;
        while (!await TryAsync(() => message.Send(new AdapterFlow(message.System, "harness", gateway.GetRequiredService<SyncEngine>().Gateway))).ConfigureAwait(false))
            gateway = Host.Services;
    }

    private string Receive(string system, IFlowEntity model, Delivery delivery)
    {
        var push = new Push(system, model, delivery);
        Receiving?.Invoke(push);
        _pushed.Add(push);
        if (!delivery.IsNew)
            return model.Id;
        if (_inserted.TryGetValue(delivery.DeliveryId, out var known))
            return known;
        return _inserted[delivery.DeliveryId] = AssignId?.Invoke(push) ?? $"{system}-{_lastIds[system] = _lastIds.GetValueOrDefault(system) + 1}";
    }

    private async ValueTask StartHostAsync()
    {
        var store = new SimulatedStore(_medium, NextFault);
        _host = new SimulatedHost(_register, Time, _chance, store, new InProcessTransport());
        await store.OpenAsync().ConfigureAwait(false);
        var engine = _host.Services.GetRequiredService<SyncEngine>();
        await engine.StartAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var pipeline in engine.Services.Catalog.All)
            pipeline.ReceiveAll(Receive);
    }

    private StoreFault NextFault(Commit commit)
    {
        if (_crashIn is not { } left)
            return StoreFault.None;
        _crashIn = left == 1 ? null : left - 1;
        return left == 1 ? StoreFault.CrashAfter : StoreFault.None;
    }

    /// <summary>Runs something; false when the process died of it and was started anew.</summary>
    private async ValueTask<bool> TryAsync(Func<ValueTask> act)
    {
        var store = Host.Store;
        try
        {
            await act().ConfigureAwait(false);
        }
        catch (SimulatedCrashException) when (store.IsCrashed)
        {
            Crashes++;
        }

        if (!store.IsCrashed)
            return true;
        await Host.DisposeAsync().ConfigureAwait(false);
        await _medium.DisposeAsync().ConfigureAwait(false);
        await StartHostAsync().ConfigureAwait(false);
        return false;
    }

    private async ValueTask RefreshAsync()
    {
        var sync = Host.Services.GetRequiredService<FlowSync>();
        var decisions = new List<UpdateDecision>(Decisions);
        while (await sync.ReadDecisionsAsync(decisions.Count == 0 ? 0 : decisions[^1].Position + 1, Page).ConfigureAwait(false) is { Count: > 0 } more)
            decisions.AddRange(more);
        Decisions = decisions;

        var parked = new List<ParkedUpdate>();
        for (string? after = null; ;)
        {
            var page = await sync.ListParkedAsync(after, Page).ConfigureAwait(false);
            parked.AddRange(page.Items);
            if ((after = page.Next) is null)
                break;
        }

        Parked = parked;
        var dead = new List<DeadLetter>();
        foreach (var queue in await _medium.ListQueuesAsync().ConfigureAwait(false))
        {
            for (string? after = null; ;)
            {
                var page = await _medium.ListDeadLettersAsync(queue, after, Page).ConfigureAwait(false);
                dead.AddRange(page.Items);
                if ((after = page.Next) is null)
                    break;
            }
        }

        DeadLetters = dead;
    }
}
