using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tributary.Dispatch;
using Tributary.Events;
using Tributary.Hosting;
using Tributary.Store;

namespace Tributary.Orchestrations;

/// <summary>The durable pillar of one host: listens to the queues of its orchestrations and activities between start and stop.</summary>
internal sealed class DurableEngine : IHostedService
{
    private readonly IReadOnlyList<DurableRegistrationItem> _items;
    private readonly FlowDispatcher _dispatcher;
    private readonly IServiceProvider _provider;
    private readonly List<IDisposable> _listening = [];

    public DurableEngine(
        IEnumerable<DurableRegistrationItem> items, IFlowStore store, FlowDispatcher dispatcher, IFlowEvents events,
        TimeProvider clock, Chance chance, IOptions<DurableOptions> options, IOptions<TributaryOptions> host, ILoggerFactory loggers, IServiceProvider provider)
    {
        _items = [.. items];
        _dispatcher = dispatcher;
        _provider = provider;
        var values = new ValueCatalog();
        foreach (var item in _items)
            item.AddTo(values);
        var logger = loggers.CreateLogger("Tributary.Durable");
        var settings = new EngineSettings(
            values, options.Value.InputCheck, options.Value.MaxPayloadBytes, options.Value.SuggestContinueAfter, loggers.CreateLogger("Tributary.Orchestration"));
        Services = new FlowServices(store, events, clock, chance, settings, options.Value.WarmInstances, logger) { SingleThreaded = host.Value.SingleThreaded };
        Client = new DurableClient(Services);
    }

    public FlowServices Services { get; }

    public DurableClient Client { get; }

    /// <summary>The orchestrations that this host has code for.</summary>
    public IEnumerable<IFlowBody> Flows => _items.OfType<IFlowBody>();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var item in _items)
        {
            foreach (var binding in item.Bind(Services, _provider))
                _listening.Add(_dispatcher.Listen(binding));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        foreach (var listening in _listening)
            listening.Dispose();
        _listening.Clear();
        return Task.CompletedTask;
    }
}
