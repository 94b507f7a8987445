using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tributary.Dispatch;
using Tributary.Hosting;
using Tributary.Store;
using Tributary.Testing;

namespace Tributary.Sync.Tests;

/// <summary>A whole host in one thread on virtual time: the generated registration, the in-memory store, and turns run by hand.</summary>
public sealed class SyncKit : IAsyncDisposable
{
    private readonly ServiceProvider _provider;
    private readonly SyncEngine _engine;
    private readonly FlowDispatcher _dispatcher;

    private SyncKit(ServiceProvider provider, VirtualTimeProvider time)
    {
        _provider = provider;
        Time = time;
        _engine = provider.GetRequiredService<SyncEngine>();
        _dispatcher = provider.GetRequiredService<FlowDispatcher>();
    }

    public VirtualTimeProvider Time { get; }

    public IFlowStore Store => _provider.GetRequiredService<IFlowStore>();

    public FlowSync Sync => _provider.GetRequiredService<FlowSync>();

    public IServiceProvider Services => _provider;

    public static async Task<SyncKit> StartAsync(
        KitOrchestrator? orchestrator = null, Dictionary<string, string?>? settings = null, Action<TributaryBuilder>? configure = null, IFlowStore? store = null)
    {
        var time = new VirtualTimeProvider(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings ?? []).Build());
        services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance);
        services.AddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton<Chance>(new SeededChance(1, time));
        var builder = services.AddTributary();
        if (store is null)
            builder.UseInMemoryStore();
        else
            services.AddSingleton(store);
        services.Configure<TributaryOptions>(o => o.SingleThreaded = true);
        services.AddSingleton(orchestrator ?? new KitOrchestrator());
        services.AddSingleton(new OrchestratorRegistration(p => p.GetRequiredService<KitOrchestrator>(), (orchestrator ?? new KitOrchestrator()).Pushes));
        configure?.Invoke(builder);
        var provider = services.BuildServiceProvider();
        var kit = new SyncKit(provider, time);
        await kit.Store.OpenAsync();
        await kit._engine.StartAsync(default);
        return kit;
    }

    internal SyncEngine Engine => _engine;

    public TestSystem System(string name) => new(new AdapterFlow(name, name, _engine.Gateway));

    /// <summary>A system that receives all three entities.</summary>
    public TestSystem FullSystem(string name) =>
        System(name)
            .Receives<Site>(Copies.Of)
            .Receives<Device>(Copies.Of)
            .Receives<Sensor>(Copies.Of);

    public async Task SettleAsync()
    {
        var turns = 0;
        while (await _dispatcher.RunNextAsync())
            Assert.True(++turns < 100_000, "the host does not come to rest");
    }

    public async Task<bool> RunOneAsync(string? queue = null) => await _dispatcher.RunNextAsync(queue);

    public async Task<IReadOnlyList<UpdateDecision>> DecisionsAsync() => await Sync.ReadDecisionsAsync(0, 10_000);

    public async Task<UpdateDecision> LastDecisionAsync() => (await DecisionsAsync())[^1];

    public async ValueTask DisposeAsync() => await _provider.DisposeAsync();
}

public static class Copies
{
    public static Site Of(Site s) => new() { Id = s.Id, Code = s.Code, Name = s.Name };

    public static Device Of(Device d) => new()
    {
        Id = d.Id,
        SiteId = d.SiteId,
        Serial = d.Serial,
        Inventory = d.Inventory,
        Name = d.Name,
        Phone = d.Phone,
        Notes = d.Notes,
        Tags = [.. d.Tags],
    };

    public static Sensor Of(Sensor s) => new() { Id = s.Id, DeviceId = s.DeviceId, SensorKey = s.SensorKey, Unit = s.Unit, Value = s.Value };
}

/// <summary>An orchestrator whose handlers a test sets.</summary>
public class KitOrchestrator : FlowOrchestratorBase
{
    public bool Pushes { get; init; } = true;

    public UpdateHandler<Device>? OnDevice { get; init; }

    public UpdateHandler<Sensor>? OnSensor { get; init; }

    public AsyncUpdateHandler<Site>? OnSite { get; init; }

    public static UpdateResult Accept(string? reason = null) => Continue(reason);

    protected override void Configure()
    {
        if (OnDevice is not null)
            Flow.OnUpdate(OnDevice);
        if (OnSensor is not null)
            Flow.OnUpdate(OnSensor);
        if (OnSite is not null)
            Flow.OnUpdateAsync(OnSite);
    }
}
