using Microsoft.Extensions.DependencyInjection;
using Tributary.Store;
using Tributary.Sync;

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
    private const int Page = 1_000;

    private readonly HarnessProcess _process;
    private readonly List<Push> _pushed = [];
    private readonly Dictionary<string, string> _inserted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _lastIds = new(StringComparer.Ordinal);
    private int? _crashIn;

    private FlowHarness(Action<IServiceCollection> register) => _process = new HarnessProcess(register, BeginAsync, NextFault);

    /// <summary>The clock.</summary>
    public VirtualTimeProvider Time => _process.Time;

    /// <summary>The services of the running process, for example <see cref="FlowSync"/>.</summary>
    public IServiceProvider Services => _process.Services;

    /// <summary>The decision log, oldest first, as of the last <see cref="Settle"/> or <see cref="Advance"/>.</summary>
    public IReadOnlyList<UpdateDecision> Decisions { get; private set; } = [];

    /// <summary>The updates that wait for something, as of the last <see cref="Settle"/> or <see cref="Advance"/>.</summary>
    public IReadOnlyList<ParkedUpdate> Parked { get; private set; } = [];

    /// <summary>The dead letters of all queues, as of the last <see cref="Settle"/> or <see cref="Advance"/>.</summary>
    public IReadOnlyList<DeadLetter> DeadLetters { get; private set; } = [];

    /// <summary>How often the process has died.</summary>
    public int Crashes => _process.Crashes;

    /// <summary>Called before a system takes a push; throws to make the delivery fail, as the system's adapter would.</summary>
    public Action<Push>? Receiving { get; set; }

    /// <summary>
    /// The id that a system gives to a new record. Unless set, it is the system's name and a running number. It is asked once per record,
    /// however often the push is delivered.
    /// </summary>
    public Func<Push, string>? AssignId { get; set; }

    /// <summary>Starts a host.</summary>
    /// <param name="register">Registers it, usually <c>services => services.AddTributary()</c>. Called again after each crash.</param>
    public static async ValueTask<FlowHarness> StartAsync(Action<IServiceCollection> register)
    {
        ArgumentNullException.ThrowIfNull(register);
        var harness = new FlowHarness(register);
        await harness._process.StartAsync().ConfigureAwait(false);
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
        await _process.SettleAsync().ConfigureAwait(false);
        await RefreshAsync().ConfigureAwait(false);
    }

    /// <summary>Lets time pass, and runs what becomes ready at the moment it does.</summary>
    public async ValueTask Advance(TimeSpan time)
    {
        await _process.AdvanceAsync(time).ConfigureAwait(false);
        await RefreshAsync().ConfigureAwait(false);
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
    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async ValueTask<SentMessage> SendAsync(string system, SendOptions? options, Func<AdapterFlow, SendOptions, ValueTask> send)
    {
        var all = options ?? SendOptions.None;
        if (all.MessageId is null)
            all = all with { MessageId = _process.Chance.NewId() };
        var message = new SentMessage(system, all.MessageId!, flow => send(flow, all));
        await DeliverAsync(message).ConfigureAwait(false);
        return message;
    }

    private async ValueTask DeliverAsync(SentMessage message)
    {
        // What an adapter does that dies while it sends: it sends again, and the id of the message makes that harmless.
        bool isSent;
        do
        {
            isSent = await _process.TryAsync(
                () => message.Send(new AdapterFlow(message.System, "harness", Services.GetRequiredService<SyncEngine>().Gateway))).ConfigureAwait(false);
        }
        while (!isSent);
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

    private async ValueTask BeginAsync(IServiceProvider services)
    {
        var engine = services.GetRequiredService<SyncEngine>();
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

    private async ValueTask RefreshAsync()
    {
        var sync = Services.GetRequiredService<FlowSync>();
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
        foreach (var queue in await _process.Medium.ListQueuesAsync().ConfigureAwait(false))
        {
            for (string? after = null; ;)
            {
                var page = await _process.Medium.ListDeadLettersAsync(queue, after, Page).ConfigureAwait(false);
                dead.AddRange(page.Items);
                if ((after = page.Next) is null)
                    break;
            }
        }

        DeadLetters = dead;
    }
}
